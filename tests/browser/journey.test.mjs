// The way of one case through a real browser: both seats approve with a click, the reviewer reads, searches, marks and
// closes, the employee sees it; and what must hold without a script and with a keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, demo, visitor } from "./demo.mjs";

let zegel;
let chrome;
before(async () => { [zegel, chrome] = await Promise.all([demo(), browser()]); });
after(async () => { await chrome?.close(); await zegel?.stop(); });

const as = (page, role, path = "") => page.goto(`${zegel.base}/demo/as/${role}${path && `?to=${path}`}`);

test("without a script every page still says what it says", async () => {
  const { page } = await visitor(chrome, "nl-NL", { javaScriptEnabled: false });
  await as(page, "owner", "/log");
  assert.ok((await page.locator("table.log tbody tr").count()) > 20);
  await as(page, "staff_seat", zegel.waiting);
  assert.equal(await page.locator("form[action$='/approve'] button").count(), 1);
});

test("with a keyboard: the first key leads past the navigation, and focus shows", async () => {
  const { page } = await visitor(chrome, "en-GB");
  await as(page, "employee");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "ds-skip-link");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const { inMain, outline } = await page.evaluate(() => {
    const here = document.activeElement;
    return { inMain: document.querySelector("main").contains(here), outline: getComputedStyle(here).outlineStyle };
  });
  assert.ok(inMain);
  assert.notEqual(outline, "none");
});

test("a case from approval to refusal", async () => {
  const { page, complaints } = await visitor(chrome, "nl-NL");
  const room = zegel.waiting.replace("/cases/", "/room/");
  await as(page, "employer_seat", zegel.waiting);
  assert.equal(await page.locator("form[action$='/approve']").count(), 0, "the staff's seat goes first");
  for (const seat of ["staff_seat", "employer_seat"]) {
    await as(page, seat, zegel.waiting);
    await page.click("form[action$='/approve'] button");
    await page.waitForURL(/\/cases\/case-.*done=/);
  }

  await as(page, "reviewer", room);
  await page.click(".room-days a >> nth=0", { timeout: 30_000 });
  assert.ok((await page.locator(".room-message").count()) > 3);
  await page.click(".room-star >> nth=0");
  await page.goto(`${zegel.base}${room}/marked`);
  assert.equal(await page.locator(".room-message.room-marked").count(), 1);
  for (const [query, hit] of [["kranen", true], ['"de ketel"', true], ['"ketel de"', false], ["afgesp*", true], ["xyzzy", false]]) {
    await page.goto(`${zegel.base}${room}/search`);
    await page.fill(".room-form input", query);
    await page.click(".room-form button");
    assert.equal((await page.locator("mark").count()) > 0, hit, query);
  }

  const holder = await visitor(chrome, "nl-NL");
  await holder.page.goto(`${zegel.base}/demo`);
  await holder.page.goto(await holder.page.getAttribute(".door-card >> nth=1", "href"));
  assert.ok((await holder.page.locator("a[href^='/me/proofs/']").count()) > 0, "who took part sees who read");

  await page.goto(zegel.base + room);
  await page.click(".room-close button");
  await page.waitForURL(zegel.base + zegel.waiting);
  for (const path of ["", "/search", "/marked"]) {
    const answer = await page.goto(zegel.base + room + path);
    assert.equal(answer.status(), 403, path);
  }
  assert.deepEqual(complaints, []);
});
