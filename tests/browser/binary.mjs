// The built binary, as its users start it: an archive of our own, its commands, the demo.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const BINARY = fileURLToPath(new URL("../../target/release/zegel", import.meta.url));

/** Chats that the repository ships. */
export const chat = (name) => fileURLToPath(new URL(`../../fixtures/chats/${name}`, import.meta.url));

/** Runs a command to its end, answers typed beforehand; what it said, and it must have gone well. */
export async function zegel(args, input = "") {
  const child = spawn(BINARY, args, { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => { said += bytes; });
  child.stdin.on("error", () => {}); // A command that refuses before it reads has closed its input.
  child.stdin.end(input);
  const code = await new Promise((done) => { child.once("close", done); });
  if (code !== 0) throw new Error(`zegel ${args.slice(0, 2).join(" ")} ended with ${code}: ${said}`);
  return said;
}

/** Founds an archive of twelve people and serves it; its address, the log's key, the owner's link, how to end it. */
export async function archive() {
  const dir = mkdtempSync(join(tmpdir(), "zegel-browser-"));
  const founding = ["--employer", "Bouwbedrijf Wolfswinkel & Zonen", "--headcount", "12", "--owner", "Sanne Wolfswinkel"];
  const child = spawn(BINARY, ["serve", "--listen", "127.0.0.1:0", "--dir", join(dir, "archive"), ...founding], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await Promise.race([
    createInterface({ input: child.stdout })[Symbol.asyncIterator]().next().then(({ value }) => [value]),
    new Promise((_, fail) => { child.once("close", () => fail(new Error("the server ended before it was ready"))); }),
  ]);
  const ready = JSON.parse(line);
  child.stdout.resume();
  const stop = () => new Promise((done) => {
    child.once("close", () => { rmSync(dir, { recursive: true, force: true }); done(); });
    child.kill("SIGTERM");
  });
  return { base: ready.url, key: ready.log_key, link: ready.owner_link, dir, stop };
}

/** Starts the demo; its address, the two cases, and how to end it. */
export async function demo() {
  const child = spawn(BINARY, ["demo", "--port", "0"], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
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

/** Asks again until it is so; fails after half a minute. The world outside of the test decides when. */
export async function until(what, ask) {
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    const found = await ask();
    if (found) return found;
    await new Promise((next) => { setTimeout(next, 100); });
  }
  throw new Error(`not within half a minute: ${what}`);
}
