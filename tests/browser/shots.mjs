// Writes the screenshots that the README shows: `node shots.mjs` beside a built binary.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { browser, demo, visitor } from "./demo.mjs";

const OUT = fileURLToPath(new URL("../../docs/shots/", import.meta.url));
mkdirSync(OUT, { recursive: true });
const [zegel, chrome] = await Promise.all([demo(), browser()]);
const { page } = await visitor(chrome, "en-GB", { viewport: { width: 1280, height: 900 } });
const as = (role, path) => page.goto(`${zegel.base}/demo/as/${role}?to=${path}`);
const shot = (name) => page.screenshot({ path: `${OUT}${name}.png` });
const room = zegel.waiting.replace("/cases/", "/room/");

await page.goto(`${zegel.base}/`);
await shot("may-i-do-this");
await as("staff_seat", zegel.waiting);
await shot("approve");
for (const seat of ["staff_seat", "employer_seat"]) {
  await as(seat, zegel.waiting);
  await page.click("form[action$='/approve'] button");
  await page.waitForURL(/done=/);
}
await as("reviewer", room);
await page.click(".room-days a >> nth=0", { timeout: 30_000 });
const day = page.url();
await page.click(".room-star >> nth=2");
await page.goto(day);
await shot("reading-room");
await as("employee", "/me");
await shot("my-page");
await page.goto(`${zegel.base}/admin-view`);
await page.emulateMedia({ colorScheme: "dark" });
await shot("administrator");

await chrome.close();
await zegel.stop();
