// The demo as its visitors meet it: the built binary on a free port, and the system's Chromium.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const BINARY = fileURLToPath(new URL("../../target/release/zegel", import.meta.url));
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** Starts the demo; its address, the two cases, and how to end it. */
export async function demo() {
  const child = spawn(BINARY, ["demo", "--port", "0"], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const found = {};
  for await (const line of createInterface({ input: child.stdout })) {
    found.base ??= line.match(/is open at (http:\S+)\/demo/)?.[1];
    found.waiting ??= line.match(/waiting for approval\s+\S+(\/cases\/\S+)/)?.[1];
    found.closed ??= line.match(/^\s*closed\s+\S+(\/cases\/\S+)/)?.[1];
    if (line.startsWith("Ctrl-C")) break;
  }
  child.stdout.resume();
  const stop = () => new Promise((done) => {
    child.once("close", done);
    // Ctrl-C in a terminal reaches all of the demo's processes.
    process.kill(-child.pid, "SIGINT");
  });
  return { ...found, stop };
}

/** Starts the browser. */
export function browser() {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  return chromium.launch({ executablePath: CHROMIUM, args });
}

/** A visitor who speaks a language, at a desk unless told otherwise; `complaints` collects what the console says. */
export async function visitor(chrome, locale, more = {}) {
  const context = await chrome.newContext({ locale, viewport: { width: 1280, height: 860 }, ...more });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    // A refusal is a page of its own here; that the browser mentions its status is no fault.
    if (message.type() === "error" && !message.text().includes("status of 4")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, complaints };
}
