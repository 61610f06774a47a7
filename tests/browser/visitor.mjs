// The system's Chromium, somebody in front of it, and what must hold for every page that they see.
import { existsSync } from "node:fs";
import axe from "axe-core";
import { chromium } from "playwright-core";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const LOCALES = { nl: "nl-NL", en: "en-GB" };

/** The widths at which everything is looked at: a desk and a phone. */
export const WIDTHS = [1280, 390];

/** Starts the browser. */
export function browser() {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  return chromium.launch({ executablePath: CHROMIUM, args });
}

/**
 * Somebody with a browser of their own. `complaints` collects what the console says, the policy's refusals included;
 * `forms` counts what they sent, signing out left aside.
 */
export async function visitor(chrome, language, width, more = {}) {
  // Whoever goes all four ways has seen each language and each width in both schemes.
  const colorScheme = (language === "nl") === (width === WIDTHS[0]) ? "light" : "dark";
  const context = await chrome.newContext({ locale: LOCALES[language], viewport: { width, height: 860 }, colorScheme, ...more });
  const page = await context.newPage();
  const someone = { page, context, language, complaints: [], forms: 0 };
  page.on("console", (message) => {
    // A refusal is a page of its own here; that the browser mentions its status is no fault.
    if (message.type() === "error" && !message.text().includes("status of 4")) someone.complaints.push(message.text());
  });
  page.on("pageerror", (error) => someone.complaints.push(error.message));
  page.on("request", (request) => {
    if (request.method() === "POST" && request.isNavigationRequest() && !request.url().endsWith("/sign-out")) someone.forms += 1;
  });
  return someone;
}

/** What is wrong with the open page at its width and in its scheme: for us, and for axe. */
export async function faults(someone) {
  return [...await plainFaults(someone), ...await axeFaults(someone)];
}

/** What anybody can see without axe. */
export const plainFaults = ({ page, language }) => page.evaluate(ours, language);

/** What axe finds. */
export async function axeFaults({ page }) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const options = { preload: false, resultTypes: ["violations"], rules: { "target-size": { enabled: true } } };
    const { violations } = await window.axe.run(document, options);
    return violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target).slice(0, 3).join(", ")}`);
  });
}

// Runs within the page.
function ours(language) {
  const out = [];
  const all = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility() && e.getClientRects().length > 0);
  const name = (e) => `${e.tagName.toLowerCase()}.${e.className} "${(e.innerText || e.name || "").slice(0, 30)}"`;
  const root = document.documentElement;
  if (root.lang !== language) out.push(`speaks ${root.lang}`);
  const over = root.scrollWidth - root.clientWidth;
  if (over > 0) out.push(`${over} pixels too wide`);
  if (all("h1").length !== 1) out.push(`${all("h1").length} first headings`);
  const primary = all("main .ds-button:not([data-variant='secondary'], [data-variant='tertiary'])");
  if (primary.length > 1) out.push(`several primary actions: ${primary.map(name).join(", ")}`);
  for (const nav of all("header nav")) {
    if (nav.querySelectorAll("[aria-current]").length > 1) out.push("is in several places at once");
  }
  for (const e of all("button, summary, .ds-button, input:not([type='hidden']), select, textarea, nav a")) {
    const box = (e.closest(".choice") ?? e).getBoundingClientRect();
    if (box.height < 43.5) out.push(`${Math.round(box.height)} pixels to touch: ${name(e)}`);
  }
  // Whatever is cut off cannot be read; what scrolls says so, and pictures of ciphertext may be cut.
  for (const e of all("main h1, main h2, main h3, main button, main .ds-button, main .ds-tag, main label, main dd")) {
    if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline") out.push(`cut off: ${name(e)}`);
  }
  return out;
}
