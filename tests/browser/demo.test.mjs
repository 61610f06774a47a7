// The demo as its visitors meet it: every page of every role, every refusal, one case with a keyboard alone, in one
// server. The whole way from the founding on is in journey.test.mjs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { demo, until } from "./binary.mjs";
import { WIDTHS, axeFaults, browser, faults, plainFaults, visitor } from "./visitor.mjs";

const ROLES = ["reviewer", "staff_seat", "employer_seat", "employee", "privacy_contact", "owner"];
const WARNING = { nl: "niets is hier beschermd", en: "nothing here is protected" };
const PROBLEMS = readFileSync(new URL("../../crates/web/locales/en/problem.ftl", import.meta.url), "utf8");
const ANSWER = "/advice?phone=private&account=personal&chats=everything&want=evidence&want=wipe_stolen&staff=12&council=none&why=complaint";

let zegel;
let chrome;
before(async () => { [zegel, chrome] = await Promise.all([demo(), browser()]); });
after(async () => { await chrome?.close(); await zegel?.stop(); });

const as = ({ page }, role, path = "") => page.goto(`${zegel.base}/demo/as/${role}${path && `?to=${path}`}`);

/** What there is in the demo alone. */
async function extras(language, width) {
  const someone = await visitor(chrome, language, width);
  const wrong = [];
  for (const path of ["/demo", "/admin-view", "/nowhere", "/cases", ANSWER]) wrong.push(...await look(someone, path));
  await someone.context.close();
  assert.deepEqual({ wrong, complaints: someone.complaints }, { wrong: [], complaints: [] });
}

/** Opens a page and inspects it; the demo says on each that it protects nothing. */
async function look(someone, path) {
  await someone.page.goto(zegel.base + path);
  const found = await faults(someone);
  if (!(await someone.page.innerText("body")).includes(WARNING[someone.language])) found.push("the demo's warning is missing");
  return found.map((fault) => `${path}: ${fault}`);
}

/** Every page of every role, with the demo's data, that the navigation leads to. */
async function roles(language, width) {
  const someone = await visitor(chrome, language, width);
  const { page } = someone;
  const wrong = [];
  const seen = new Set();
  for (const role of ROLES) {
    await as(someone, role);
    const places = await page.$$eval(".places a", (links) => links.map((link) => link.getAttribute("href")));
    // What a role sees of a page differs where it may do something there.
    const own = places.filter((path) => !seen.has(path) || path === "/me");
    if (places.includes("/cases")) own.push(zegel.waiting, zegel.closed);
    for (const path of own) {
      wrong.push(...await look(someone, path));
      const here = await page.$$eval(".places [aria-current]", (links) => links.map((link) => link.getAttribute("href")));
      if (places.includes(path)) assert.deepEqual(here, [path], "the navigation says where one is");
      seen.add(path);
    }
  }
  await someone.context.close();
  assert.deepEqual({ wrong, complaints: someone.complaints }, { wrong: [], complaints: [] });
}

/** Every refusal there is, as the page that its JSON names shows it. They are one template: axe takes the widths in turn. */
async function refusals(language) {
  const someone = await visitor(chrome, language, WIDTHS[0]);
  const { page } = someone;
  const wrong = [];
  const codes = [...PROBLEMS.matchAll(/^problem-(\S+)-what =/gm)].map(([, code]) => code);
  assert.ok(codes.length > 40);
  for (const [at, code] of codes.entries()) {
    await page.goto(`${zegel.base}/problems/${code}`);
    const found = [];
    for (const [turn, width] of WIDTHS.entries()) {
      await page.setViewportSize({ width, height: 860 });
      found.push(...await plainFaults(someone));
      if (turn === at % WIDTHS.length) found.push(...await axeFaults(someone));
    }
    wrong.push(...found.map((fault) => `${code}: ${fault}`));
    const said = await page.innerText("main");
    assert.ok(said.split("\n").filter((line) => line.trim()).length >= 4, `${code} says what, why and what to do`);
  }
  await someone.context.close();
  assert.deepEqual({ wrong, complaints: someone.complaints }, { wrong: [], complaints: [] });
}

/** Goes by Tab until the focus is where it is wanted; every stop on the way must be seen. */
async function tabTo({ page }, selector) {
  for (let stops = 0; stops < 150; stops += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate((selector) => {
      const here = document.activeElement;
      const style = getComputedStyle(here);
      const box = here.getBoundingClientRect();
      const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
      return {
        name: `${here.tagName.toLowerCase()}.${here.className}`,
        found: here.matches(selector),
        // The calendar within a date shows its focus itself, where no script can see it; zegel.css says how.
        shows: style.outlineStyle !== "none" || style.boxShadow !== "none" || (here.type === "date" && !here.matches(":focus")),
        inView: box.bottom > 0 && box.top < innerHeight && (here.contains(at) || at?.contains(here) || here.labels?.[0]?.contains(at)),
      };
    }, selector);
    assert.notEqual(stop.name, "body.", `${selector} cannot be reached with a keyboard`);
    assert.ok(stop.shows, `the focus does not show on ${stop.name}`);
    assert.ok(stop.inView, `the focus is out of sight on ${stop.name}`);
    if (stop.found) return;
  }
  assert.fail(`150 stops do not lead to ${selector}`);
}

async function press(someone, selector, key = "Enter") {
  await tabTo(someone, selector);
  await Promise.all([someone.page.waitForEvent("framenavigated"), someone.page.keyboard.press(key)]);
  await someone.page.waitForLoadState();
}

/** Tab leads through the page in the order in which it is read, to its end and out: no trap. */
async function order({ page }) {
  await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
  const stops = [];
  for (let stop = 0; stop < 300; stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      if (document.activeElement === document.body) return null;
      window.everything ??= [...document.querySelectorAll("*")];
      return window.everything.indexOf(document.activeElement);
    });
    if (at === null || at === stops[0]) {
      assert.deepEqual(stops, [...stops].sort((a, b) => a - b), "Tab goes as the page is read");
      assert.equal(new Set(stops).size, stops.length);
      return stops.length;
    }
    // A date is one stop for each of its parts.
    if (stops.at(-1) !== at) stops.push(at);
  }
  return assert.fail("Tab never leaves the page");
}

async function withKeys() {
  const someone = await visitor(chrome, "nl", 1280);
  const { page } = someone;
  await as(someone, "employee");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "ds-skip-link");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "the skip link skips");

  await as(someone, "reviewer", "/cases");
  await press(someone, "main a[href='/cases/new']");
  assert.ok(await order(someone) > 15);
  await page.goto(`${zegel.base}/cases/new`);
  await tabTo(someone, "input[name='purpose']");
  await page.keyboard.press("Space");
  await tabTo(someone, "#reason");
  await page.keyboard.type("De klant zegt dat er iets anders is afgesproken. Klacht 2026-042.");
  await tabTo(someone, "#necessity");
  await page.keyboard.type("Er staat niets over op papier.");
  await tabTo(someone, "input[name='copy']");
  await page.keyboard.press("Space");
  await press(someone, "button[value='preview']");
  await press(someone, "button[value='request']");
  const place = new URL(page.url()).pathname;
  const room = place.replace("/cases/", "/room/");
  for (const seat of ["staff_seat", "employer_seat"]) {
    await until("the request is published", async () => {
      await as(someone, seat, place);
      await press(someone, "form[action$='/approve'] button");
      return page.url().includes("done=");
    });
  }
  await as(someone, "reviewer", place);
  await press(someone, `main a[href='${room}']`);
  await until("the room is open", async () => {
    await page.goto(zegel.base + room);
    return page.locator(".room-days a").count();
  });
  await press(someone, ".room-days a");
  assert.ok(await order(someone) > 10);
  await page.goto(page.url());
  await press(someone, ".room-star");
  await page.keyboard.press("Home");
  await page.goto(`${zegel.base}${room}`);
  await press(someone, `nav a[href='${room}/marked']`);
  assert.equal(await page.locator(".room-marked").count(), 1);
  await press(someone, `nav a[href='${room}/search']`);
  await tabTo(someone, "#query");
  await page.keyboard.type("de");
  await Promise.all([page.waitForEvent("framenavigated"), page.keyboard.press("Enter")]);
  await page.waitForLoadState();
  await press(someone, ".room-close button");
  await page.waitForURL((url) => url.pathname === place);
  assert.equal((await page.goto(zegel.base + room)).status(), 403);
  await someone.context.close();
  assert.deepEqual(someone.complaints, []);
}

describe("the demo", { concurrency: 2 }, () => {
  for (const language of ["nl", "en"]) {
    for (const width of WIDTHS) test(`what only the demo has, in ${language} at ${width} pixels`, () => extras(language, width));
    // All four ways are gone in journey.test.mjs; here once in the light and once in the dark, with more on the pages.
    test(`every page of every role in ${language}`, () => roles(language, WIDTHS[1]));
    test(`every refusal in ${language}`, () => refusals(language));
  }
  test("a case with a keyboard alone", withKeys);
});
