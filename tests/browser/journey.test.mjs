// The whole way through a real browser, from an archive that was just founded to a proof that verifies: every page of
// it inspected, in both languages, on a desk and on a phone, two of the four ways in the dark; and once without a script.
// It counts what the small employer's people fill in or confirm until the archive is in use.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { archive, chat, until, zegel } from "./binary.mjs";
import { WIDTHS, browser, faults, visitor } from "./visitor.mjs";

const PASSPHRASE = "correct horse battery staple";
/** Of the small employer: what may be asked before the archive is in use. */
const MOST_FORMS = { owner: 12, employee: 3 };

const LONG_NAME = "Bartholomeus Wolfeschlegelsteinhausenbergerdorff";
const FROM_THE_RIGHT = `01-10-2026 09:00 - Yusuf: صباح الخير، متى تأتون لإصلاح الغلاية؟
01-10-2026 09:02 - ${LONG_NAME}: Goedemorgen, wij komen donderdag tussen 8 en 10
01-10-2026 09:03 - Yusuf: שלום, תודה רבה
01-10-2026 09:04 - ${LONG_NAME}: ${"Arbeidsongeschiktheidsverzekeringsmaatschappij".repeat(3)}
`;

/** Whom the owner adds: one form for those who have the same roles. */
const GROUPS = [
  [["Lotte Visser"], ["employee", "staff_seat"]],
  [["Anneke Bos (accountant)"], ["staff_seat"]],
  [["Ruben de Vries", "Kees van Dam"], ["employee", "employer_seat"]],
  [["Esther de Groot"], ["employee", "reviewer"]],
  [["Willem Post"], ["employee", "privacy_contact"]],
  [["Fatima El Idrissi", "Noor Peters", LONG_NAME], ["employee"]],
];
const SEATS = [["Lotte Visser", "staff"], ["Anneke Bos (accountant)", "staff"], ["Ruben de Vries", "employer"], ["Kees van Dam", "employer"]];

/** What the employer answers to "may I do this?". */
const ANSWERS = ["phone-company", "account-business", "chats-customers", "want-evidence", "council-none", "why-complaint"];

let chrome;
before(async () => { chrome = await browser(); });
after(async () => { await chrome?.close(); });

/** One walk: its archive, its people, what it found wrong. */
class Walk {
  constructor(cell) { Object.assign(this, cell, { wrong: [], seen: new Set(), people: new Map(), tokens: new Map() }); }

  /** Somebody new at a browser, by their sign-in link. */
  async arrives(name, link) {
    const who = await visitor(chrome, this.language, this.width, { javaScriptEnabled: this.script });
    this.people.set(name, who);
    await who.page.goto(link);
    await this.look(who, "sign-in");
    await this.press(who, "main form button");
    return who;
  }

  /** Inspects the open page, once for each name. */
  async look(who, name) {
    if (!this.inspect || this.seen.has(name)) return;
    this.seen.add(name);
    for (const fault of await faults(who)) this.wrong.push(`${name}: ${fault}`);
  }

  async open(who, path, name) {
    await who.page.goto(this.archive.base + path);
    await this.look(who, name);
  }

  /** Presses a button that leads to another page. */
  async press(who, selector) {
    await Promise.all([who.page.waitForEvent("framenavigated"), who.page.click(selector)]);
    await who.page.waitForLoadState();
  }

  /** What a command of a page says, without the copy button. */
  command(who, at = 0) { return who.page.locator("pre.command code").nth(at).innerText(); }

  /** Runs a command as somebody, with their token and a memory of their own. */
  run(name, args, input) {
    const home = join(this.archive.dir, `home of ${name}`);
    return zegel([...args, "--server", this.archive.base, "--token", this.tokens.get(name), "--home", home], input);
  }

  keyFile(name) { return join(this.archive.dir, `${name}.key`); }

  async found() {
    const owner = await this.arrives("owner", `${this.archive.base}/sign-in/${this.archive.link}`);
    // The founding itself is one: its questions are answered where the server is started.
    owner.forms += 1;
    await this.look(owner, "regulation at the beginning");
    await this.open(owner, "/cases", "no case yet");
    await this.open(owner, "/log", "log at the beginning");
    const links = new Map();
    for (const [names, roles] of GROUPS) {
      await this.open(owner, "/people", "people at the beginning");
      await owner.page.fill("#name", names.join("\n"));
      await owner.page.setChecked("#role-employee", roles.includes("employee"));
      for (const role of roles) await owner.page.check(`#role-${role}`);
      await this.press(owner, "main form:has(#name) button");
      await this.look(owner, `links ${names.length}`);
      for (const [at, name] of names.entries()) links.set(name, await this.command(owner, at));
    }
    await this.open(owner, "/people", "people");
    await owner.page.fill("#name", "Klaas Clash");
    for (const role of ["reviewer", "owner", "staff_seat"]) await owner.page.check(`#role-${role}`);
    await this.press(owner, "main form:has(#name) button");
    await this.look(owner, "people refused");
    // A try that was refused is no step of the way.
    owner.forms -= 1;
    this.links = links;
  }

  async regulate() {
    const owner = this.people.get("owner");
    await this.open(owner, "/regulation", "regulation");
    await owner.page.check("#class-0");
    await this.press(owner, "form[action$='/draft'] button");
    await this.look(owner, "regulation to consult about");
    await owner.page.fill("#outcome", "Besproken in het werkoverleg. Er waren twee vragen, en die zijn beantwoord.");
    await this.press(owner, "form[action$='/consult'] button");
    await this.look(owner, "regulation without seats");
    await this.open(owner, "/rules", "rules as a proposal");
    await this.seats();
    await this.open(owner, "/seats", "seats that stand");
    await until("the log's first checkpoint", async () => (await owner.page.request.get(`${this.archive.base}/log/conduct/checkpoint`)).ok());
    await this.open(owner, "/regulation", "regulation to weigh");
    await this.press(owner, "form[action$='/weigh'] button");
    await this.look(owner, "regulation to put in force");
    await this.press(owner, "form[action$='/put-in-force'] button");
    await this.look(owner, "regulation in force");
    await this.open(owner, "/rules", "rules");
  }

  /** Each holder makes a seat on a machine of their own, which drills it. */
  async seats() {
    for (const [name] of SEATS) {
      const holder = await this.arrives(name, this.links.get(name));
      await this.open(holder, "/seats", "seats to make");
      await this.press(holder, "form[action='/me/tokens'] button");
      await this.look(holder, "token of a seat");
      this.tokens.set(name, await this.command(holder));
    }
    await Promise.all(SEATS.map(([name, side]) =>
      this.run(name, ["seat", "new", "--side", side, "--file", this.keyFile(name)], `${PASSPHRASE}\n${PASSPHRASE}\n`)));
  }

  async bringIn() {
    const employee = await this.arrives("Fatima El Idrissi", this.links.get("Fatima El Idrissi"));
    await this.look(employee, "my page before the notice");
    await this.press(employee, "main a[href='/notice']");
    await this.look(employee, "notice");
    await this.press(employee, "form[action='/notice/confirm'] button[value='token']");
    await this.look(employee, "token of an employee");
    this.tokens.set("Fatima El Idrissi", await this.command(employee));
    const said = await this.run("Fatima El Idrissi",
      ["import", chat("nl-ios-klant.zip"), "--account", "business", "--phone", "company"], "yes\n");
    assert.match(said, /Sealed and stored: 31 /);
    // The yes to the conversation, on their own machine.
    employee.forms += 1;
    this.counted = { owner: this.people.get("owner").forms, employee: employee.forms };
    await this.open(employee, "/me", "my page with a conversation");
    await this.open(employee, "/notice", "notice that was read");
  }

  /** A colleague with a long name brings in a chat that is written from the right, with a word that never ends. */
  async bringInMore() {
    const employee = await this.arrives(LONG_NAME, this.links.get(LONG_NAME));
    await this.open(employee, "/notice", "notice");
    await this.press(employee, "form[action='/notice/confirm'] button[value='token']");
    this.tokens.set(LONG_NAME, await this.command(employee));
    const file = join(this.archive.dir, "WhatsApp-chat met Yusuf.txt");
    writeFileSync(file, FROM_THE_RIGHT);
    const said = await this.run(LONG_NAME, ["import", file, "--account", "business", "--phone", "company"], "yes\n");
    assert.match(said, /Sealed and stored: 4 /);
    // One group, as two of its members had it.
    for (const [holder, folder] of [[LONG_NAME, "nl-android-groep"], ["Fatima El Idrissi", "nl-android-groep-mehmet"]]) {
      const group = chat(`${folder}/WhatsApp-chat met Ploeg Noord.txt`);
      assert.match(await this.run(holder, ["import", group, "--account", "business", "--phone", "company"], "yes\n"), /Sealed and stored: /);
    }
    await this.open(employee, "/me", "my page with a long name");
  }

  /** A hold on everything: proposed, seen by whom it rests on, confirmed, and released by two. */
  async hold() {
    const [owner, staff, employee] = ["owner", "Lotte Visser", "Fatima El Idrissi"].map((name) => this.people.get(name));
    await this.open(owner, "/holds", "no hold");
    await owner.page.check("#ground-regulator");
    await owner.page.fill("#reference", `ACM 26/0123 ${"Mededingingsautoriteit".repeat(4)}`);
    await this.press(owner, "form[action='/holds'] button");
    await this.look(owner, "hold that was proposed");
    await this.open(employee, "/me", "my page under a hold");
    assert.equal(await employee.page.locator("#held").count(), 1, "whom it rests on sees it");
    await this.open(staff, "/holds", "hold to confirm");
    await this.press(staff, "form[action$='/confirm'] button");
    await this.press(staff, "form[action$='/propose-release'] button");
    await this.open(owner, "/holds", "hold to release");
    await this.press(owner, "form[action$='/confirm-release'] button");
    await this.look(owner, "hold that is over");
  }

  async request() {
    const reviewer = await this.arrives("Esther de Groot", this.links.get("Esther de Groot"));
    await this.open(reviewer, "/cases", "no case of mine");
    await this.press(reviewer, "main a[href='/cases/new']");
    await this.look(reviewer, "request");
    await reviewer.page.check("#purpose-agreement_dispute");
    await reviewer.page.fill("#reason", "De klant zegt dat 325 euro is afgesproken, alles erin. Klacht 2026-041.");
    await reviewer.page.fill("#necessity", "Op de werkbon staat geen bedrag, en andere stukken zijn er niet.");
    await this.press(reviewer, "button[value='preview']");
    await this.look(reviewer, "request without a conversation");
    for (const copy of await reviewer.page.locator("input[name='copy']").all()) await copy.check();
    await this.press(reviewer, "button[value='preview']");
    await this.look(reviewer, "request to send");
    await this.press(reviewer, "button[value='request']");
    await this.look(reviewer, "case that waits");
    this.case = new URL(reviewer.page.url()).pathname;
    this.room = this.case.replace("/cases/", "/room/");
    await this.open(reviewer, this.room, "room that waits");
  }

  async approve() {
    const id = this.case.split("/").pop();
    for (const name of ["Lotte Visser", "Ruben de Vries"]) {
      const holder = this.people.get(name);
      await this.open(holder, this.case, `case for ${name}`);
      const published = () => holder.page.request.get(`${this.archive.base}/log/latest`).then((answer) => answer.json());
      await until("the request is published", async () => {
        const { size, entries } = await published();
        return size > entries[0].index;
      });
      assert.match(await this.command(holder), new RegExp(`seat approve ${id}`));
      await this.run(name, ["seat", "approve", id, "--file", this.keyFile(name), "--yes"], `${PASSPHRASE}\n`);
      await this.open(holder, this.case, `case that ${name} approved`);
    }
    await this.open(this.people.get("Lotte Visser"), "/cases", "cases");
  }

  async read() {
    const reviewer = this.people.get("Esther de Groot");
    const { page } = reviewer;
    await until("the room is open", async () => {
      await page.goto(this.archive.base + this.room);
      return page.locator(".room-days a").count();
    });
    await this.look(reviewer, "room");
    const days = await page.locator(".room-days a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(days.length >= 3);
    const shows = new Map([[".room-gone", "what was deleted"], [".room-edited", "what was edited"], [".room-picture img", "a photo"],
      [".room-absent", "an attachment that is not there"], [".room-system", "a line of the app"], [".room-again", "who goes on"]]);
    for (const day of days) {
      await this.open(reviewer, day, `day ${day.replace(this.room, "")}`);
      for (const selector of shows.keys()) if (await page.locator(selector).count()) shows.delete(selector);
      const ways = await page.locator(".room-text").evaluateAll((texts) => texts.map((text) => [/[\u0590-\u06ff]/.test(text.innerText), getComputedStyle(text).direction]));
      for (const [fromTheRight, way] of ways) assert.equal(way, fromTheRight ? "rtl" : "ltr");
      this.bothWays ||= new Set(ways.map(([, way]) => way)).size === 2;
    }
    assert.deepEqual([...shows.values()], [], "what a day does not show");
    assert.ok(this.bothWays, "text from the right");
    await this.open(reviewer, `${this.room}/marked`, "nothing marked");
    await this.open(reviewer, days[2], "day");
    await this.press(reviewer, ".room-star >> nth=0");
    await this.open(reviewer, `${this.room}/marked`, "marked");
    assert.equal(await page.locator(".room-message.room-marked").count(), 1);
    for (const [query, hits, name] of [["ketel", true, "found"], ["xyzzy", false, "nothing found"], ['"ketel', false, "search refused"]]) {
      await this.open(reviewer, `${this.room}/search`, "search");
      await page.fill("#query", query);
      await this.press(reviewer, ".room-form button");
      await this.look(reviewer, name);
      assert.equal(await page.locator("mark").count() > 0, hits, query);
    }
    await this.open(reviewer, `${this.room}/together`, "copies of one conversation");
    assert.equal(await page.locator("section.room-conversation").count(), 1, "the two copies of the group belong together");
    await this.press(reviewer, "section.room-conversation .actions a");
    await this.look(reviewer, "copies side by side");
    assert.equal(await page.locator("svg rect").count() > 0, true, "who was in the group when");
    await this.press(reviewer, ".room-days a:has(.ds-tag) >> nth=0");
    await this.look(reviewer, "a day side by side");
    assert.ok(await page.locator(".room-differs").count(), "what differs is marked");
    await this.open(reviewer, `${this.room}/together/2`, "a comparison that is not there");
    await this.open(reviewer, `${this.room}/c/9/2020-01-01`, "day outside of the case");
    await page.goto(this.archive.base + this.room);
    await this.press(reviewer, ".room-close button");
    await page.waitForURL((url) => url.pathname === this.case);
    await this.look(reviewer, "case that is over");
    await this.open(reviewer, this.room, "room that is gone");
  }

  async verify() {
    const employee = this.people.get("Fatima El Idrissi");
    await this.open(employee, "/me", "my page with accesses");
    const proofs = employee.page.locator("a[href^='/me/proofs/']");
    assert.ok(await proofs.count() >= 4, "each look is in the ledger");
    const file = join(this.archive.dir, "a.tlog-proof");
    const [download] = await Promise.all([employee.page.waitForEvent("download"), proofs.first().click()]);
    await download.saveAs(file);
    assert.match(await zegel(["verify", file, "--key", this.archive.key]), /sound: the entry is in the log/);
    const other = await this.arrives("Noor Peters", this.links.get("Noor Peters"));
    await this.open(other, "/me", "my page of a stranger to the chat");
    assert.equal(await other.page.locator(".receipt-verdict").count(), 1, "a receipt of zero accesses");
    await this.open(other, "/verify", "how to verify");
    await this.open(other, "/log", "log");
    assert.match(await zegel((await this.command(other)).split(/\s+/).slice(1)), /^sound: /m);
    await this.press(other, "form[action='/sign-out'] button");
    await this.look(other, "signed out");
    await this.open(other, "/me", "my page without signing in");
    await this.open(other, "/sign-in", "how to sign in");
  }

  async ask() {
    const nobody = await visitor(chrome, this.language, this.width, { javaScriptEnabled: this.script });
    this.people.set("nobody", nobody);
    await this.open(nobody, "/", "may I do this");
    await this.open(nobody, "/advice?phone=private", "may I do this, unfinished");
    for (const id of ANSWERS) await nobody.page.check(`[id='${id}']`);
    await nobody.page.fill("#staff", "12");
    await this.press(nobody, "main form button");
    await this.look(nobody, "answer");
    await this.press(nobody, "section[aria-labelledby='documents'] li a >> nth=0");
    await this.look(nobody, "document");
  }
}

async function walk(cell) {
  const walk = new Walk({ script: true, inspect: true, ...cell, archive: await archive() });
  try {
    await walk.ask();
    await walk.found();
    await walk.regulate();
    await walk.bringIn();
    await walk.bringInMore();
    await walk.hold();
    await walk.request();
    await walk.approve();
    await walk.read();
    await walk.verify();
    const complaints = [...walk.people.values()].flatMap((who) => who.complaints);
    assert.deepEqual({ wrong: walk.wrong, complaints }, { wrong: [], complaints: [] });
    for (const [who, most] of Object.entries(MOST_FORMS)) assert.ok(walk.counted[who] <= most, `${who}: ${walk.counted[who]} forms`);
    return walk.counted;
  } finally {
    for (const { context } of walk.people.values()) await context.close();
    await walk.archive.stop();
  }
}

describe("the whole way", { concurrency: 2 }, () => {
  for (const language of ["nl", "en"]) {
    for (const width of WIDTHS) {
      test(`in ${language} at ${width} pixels`, async (t) => {
        const { owner, employee } = await walk({ language, width });
        t.diagnostic(`until the archive is in use: owner ${owner} forms, employee ${employee} forms`);
      });
    }
  }
  test("without a script", () => walk({ language: "nl", width: 390, script: false, inspect: false }));
});
