// How long a filled form takes in the page, and how long the page is blocked: `cargo xtask feel --forms` runs this on the optimised site.
//
// For each form of the tests, at full speed and with the processor slowed to a quarter: from the file that is dropped to the words that its
// place is open, and to its first verdicts. A task is a piece of work of the main thread that nothing interrupts, as the browser's trace has it;
// its length is the processor's time, so that a busy machine does not count.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { browser, closeBrowser, open, SIZES } from "./harness.mjs";

const json = process.argv.includes("--json");
const FORMS = ["county.xlsx", "zone.xlsx", "hundred.xlsx"];
const RATES = [1, 4];
/** Longest block of the page that is wanted, in milliseconds. */
const BLOCK = 50;

/** The longest task of the main thread among a trace's events. */
function longest(events) {
  const main = new Set(
    events.filter((event) => event.name === "TimerFire" || event.name === "FireAnimationFrame").map((event) => `${event.pid} ${event.tid}`),
  );
  const tasks = events.filter((event) => event.name === "RunTask" && event.ph === "X" && main.has(`${event.pid} ${event.tid}`));
  return Math.round(Math.max(0, ...tasks.map((task) => (task.tdur ?? task.dur) / 1000)));
}

async function measure(name, rate) {
  const ends = [];
  try {
    const page = await open({ after: (end) => ends.push(end) }, { size: SIZES.laptop });
    await page.locator("[data-draws]").first().waitFor();
    await page.waitForTimeout(2000);
    const bytes = readFileSync(join(import.meta.dirname, "../../crates/intake/tests/forms", name)).toString("base64");
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate });
    await (await browser()).startTracing(page, { categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
    const took = await page.evaluate(async (bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (mark) => mark.charCodeAt(0))], "form.xlsx"));
      const seen = (found) => new Promise((resolve) => {
        const look = () => (found() ? resolve(performance.now()) : requestAnimationFrame(look));
        look();
      });
      const title = document.title;
      const start = performance.now();
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
      const told = seen(() => document.querySelector("#packs .own__sound"));
      const opened = seen(() => document.title !== title);
      return { told: (await told) - start, opened: (await opened) - start };
    }, bytes);
    await page.waitForTimeout(300);
    const { traceEvents } = JSON.parse((await (await browser()).stopTracing()).toString());
    return { told: Math.round(took.told), opened: Math.round(took.opened), blocked: longest(traceEvents) };
  } finally {
    for (const end of ends) await end();
  }
}

const document = { blocked_at_most: BLOCK, forms: [] };
for (const form of FORMS) {
  for (const rate of RATES) {
    const found = await measure(form, rate);
    document.forms.push({ form, slower: rate, ...found });
    if (json) continue;
    console.log(
      `${form.padEnd(14)} processor ÷ ${rate}: told after ${String(found.told).padStart(5)} ms, opened after ${String(found.opened).padStart(5)} ms, longest block ${found.blocked} ms${found.blocked > BLOCK ? " !" : ""}`,
    );
  }
}
if (json) console.log(JSON.stringify(document, null, 2));
await closeBrowser();
