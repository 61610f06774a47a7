// Every page of every role, in both languages, on a desk and on a phone: no violation that axe knows, nothing wider
// than the screen, no complaint in the console, and the demo's warning in sight.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { browser, demo, visitor } from "./demo.mjs";

const WIDTHS = [1280, 390];
const ROLES = ["reviewer", "staff_seat", "employer_seat", "employee", "privacy_contact", "owner"];
const WARNING = { nl: "niets is hier beschermd", en: "nothing here is protected" };
const ANSWER = "/advice?phone=private&account=personal&chats=everything&want=evidence&want=wipe_stolen&staff=12&council=nobody&why=complaints";

let zegel;
let chrome;
before(async () => { [zegel, chrome] = await Promise.all([demo(), browser()]); });
after(async () => { await chrome?.close(); await zegel?.stop(); });

/** What is wrong with the page that is open, at both widths. */
async function faults(page, language) {
  const out = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 860 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, nodes } of violations) out.push(`${width}: ${id} at ${nodes[0].target}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) out.push(`${width}: ${over} pixels too wide`);
  }
  if (!(await page.innerText("body")).includes(WARNING[language])) out.push("the demo's warning is missing");
  return out;
}

async function walk(language) {
  const { page, complaints } = await visitor(chrome, language === "nl" ? "nl-NL" : "en-GB");
  const wrong = [];
  const look = async (path) => {
    await page.goto(zegel.base + path);
    for (const fault of await faults(page, language)) wrong.push(`${path} ${fault}`);
  };
  for (const path of ["/", "/demo", "/sign-in", "/log", "/admin-view", "/nowhere", "/cases", ANSWER]) await look(path);
  const seen = new Set(["/", "/log"]);
  for (const role of ROLES) {
    await page.goto(`${zegel.base}/demo/as/${role}`);
    const places = await page.$$eval(".places a", (links) => links.map((link) => link.getAttribute("href")));
    // What a role sees of a page differs where it may do something there.
    const own = places.filter((path) => !seen.has(path) || path === "/me");
    if (places.includes("/cases")) own.push(zegel.waiting, zegel.closed);
    if (role === "reviewer") own.push("/cases/new", zegel.waiting.replace("/cases/", "/room/"));
    if (role === "employee") own.push("/notice");
    for (const path of own) await look(path);
    for (const path of places) seen.add(path);
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(complaints, []);
}

describe("every page", { concurrency: true }, () => {
  test("in Dutch", () => walk("nl"));
  test("in English", () => walk("en"));
});
