// Writes the screenshots that the README shows: `node shots.mjs` beside a built binary.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { demo, until } from "./binary.mjs";
import { browser, visitor } from "./visitor.mjs";

const OUT = fileURLToPath(new URL("../../docs/shots/", import.meta.url));
mkdirSync(OUT, { recursive: true });
const [zegel, chrome] = await Promise.all([demo(), browser()]);
const { page } = await visitor(chrome, "en", 1280);
const room = zegel.waiting.replace("/cases/", "/room/");

const as = (role, path) => page.goto(`${zegel.base}/demo/as/${role}?to=${path}`);
const shot = async (name, { phone, dark } = {}) => {
  await page.setViewportSize(phone ? { width: 390, height: 780 } : { width: 1280, height: 860 });
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  await page.screenshot({ path: `${OUT}${name}.png` });
};

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
await until("the room is open", async () => {
  await page.goto(zegel.base + room);
  return page.locator(".room-days a").count();
});
await page.click(".room-days a >> nth=0");
const day = page.url();
await page.click(".room-star >> nth=2");
await page.goto(day);
await shot("reading-room");
await page.mouse.wheel(0, 420);
await shot("reading-room-phone", { phone: true, dark: true });
await page.goto(`${zegel.base}${room}/together/1`);
await page.locator("#members").scrollIntoViewIfNeeded();
await page.mouse.wheel(0, 250);
await shot("who-was-there-when");
await page.goto(`${zegel.base}${room}/together/1`);
await page.click(".room-days a:has(.ds-tag) >> nth=0");
await page.locator(".room-differs").first().scrollIntoViewIfNeeded();
await page.mouse.wheel(0, 300);
await shot("side-by-side");
await as("employee", "/me");
await shot("my-page");
await shot("my-page-phone", { phone: true });
await page.goto(`${zegel.base}/admin-view`);
await shot("administrator", { dark: true });

await chrome.close();
await zegel.stop();
