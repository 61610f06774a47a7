// What pages can do better with a script. Without it everything still works.
"use strict";

for (const block of document.querySelectorAll("pre.command")) {
  if (!navigator.clipboard) break;
  const text = block.textContent;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = block.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = block.dataset.copied;
    setTimeout(() => { button.textContent = block.dataset.copy; }, 2000);
  });
  block.append(button);
}

// On a phone the rows of links scroll: begin where the reader is.
for (const here of document.querySelectorAll("nav [aria-current]")) {
  const row = here.closest("nav");
  row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}

// A page that waits for others looks again by itself, and changes only when there is something new to see.
const waits = document.querySelector("[data-look-again]");
if (waits) {
  const before = waits.textContent;
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (page.querySelector("[data-look-again]")?.textContent !== before) location.reload();
    } catch {
      // The link on the page looks again as well.
    }
  }, Number(waits.dataset.lookAgain) * 1000);
}

// The newest entries of the conduct log, every three seconds while somebody looks.
const log = document.querySelector("table[data-live]");
if (log) {
  const body = log.tBodies[0];
  const longest = body.rows.length + 100;
  const mark = document.querySelector("[data-live-mark]");
  const number = new Intl.NumberFormat(document.documentElement.lang);
  let newest = log.dataset.newest;
  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(`${log.dataset.live}?after=${newest}`, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { entries } = await answer.json();
      for (const entry of entries.reverse()) {
        const row = body.insertRow(0);
        row.insertCell().textContent = number.format(entry.index);
        row.insertCell().textContent = entry.kind;
        row.insertCell().textContent = entry.at;
        row.cells[0].className = "number";
        row.className = "fresh";
        newest = entry.index;
      }
      while (body.rows.length > longest) body.deleteRow(-1);
      mark.hidden = false;
    } catch {
      mark.hidden = true;
    }
  };
  setInterval(ask, 3000);
  ask();
}
