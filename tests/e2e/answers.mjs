// How long the page's answers take, and how long it is blocked meanwhile: `cargo xtask feel --answers` runs this on the optimised site.
//
// For each pack, at full speed and with the processor slowed to a quarter: every question of the screen 求解 as a person asks
// it, from the key or click to the answer on screen. A task is a piece of work of the main thread that nothing interrupts,
// as the browser's trace has it.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { browser, closeBrowser, open, SIZES } from "./harness.mjs";

const options = process.argv.slice(2);
const json = options.includes("--json");
const wanted = options.includes("--pack") ? options[options.indexOf("--pack") + 1] : undefined;
const { packs } = JSON.parse(readFileSync(join(import.meta.dirname, "../../www/packs/index.json"), "utf8"));
const chosen = packs.filter((pack) => !pack.revision).map((pack) => pack.id).filter((id) => !wanted || id === wanted);
if (chosen.length === 0) throw new Error(`no pack ${wanted}; there are ${packs.map((pack) => pack.id).join(", ")}`);

const RATES = [1, 4];
/** Longest block of the page that is wanted, in milliseconds. */
const BLOCK = 50;

const tab = (place) => (page) => page.locator(".ans__tabs button").nth(place).click();
const most = (place) => async (page) => {
  await page.locator(".ans__g .seg").first().locator("button").nth(place).click();
};
const begin = (page) => page.locator(".ans__go .btn--primary").click();
const answered = (page) =>
  page.waitForFunction(() => !document.querySelector('.ans[aria-busy="true"], .ans [aria-busy="true"]') && document.querySelector(".ans"), undefined, { polling: "raf", timeout: 120_000 });

/** The questions: what is set first, unmeasured; what asks; and what is wanted at full speed, in milliseconds. */
const QUESTIONS = [
  { name: "what matters, the first time", asks: (page) => page.keyboard.press("t") },
  { name: "what matters, another target", asks: async (page) => page.locator('[data-choice="target"]').selectOption({ index: Math.min(3, (await page.locator(`[data-choice="target"] option`).count()) - 1) }), wanted: 100 },
  { name: "one gap", before: tab(1), asks: begin, wanted: 300 },
  { name: "as many as can be had, half-year", before: most(1), asks: begin, wanted: 2000 },
  { name: "as many as can be had, both periods", before: most(3), asks: begin, wanted: 2000 },
  { name: "bad cases and two assumptions", asks: tab(2) },
  { name: "prices of two tasks", before: twoTasks, asks: begin },
  { name: "early warning", asks: tab(4) },
];

/** Runs in the page before its scripts: notes when somebody last did something, without what the test's own aiming takes. */
function watch() {
  for (const type of ["click", "keydown", "change"]) {
    addEventListener(type, (event) => (window.askedAt = event.timeStamp), true);
  }
}

async function twoTasks(page) {
  await tab(3)(page);
  await most(0)(page);
  await page.locator(".ans__g").getByRole("button", { name: "全不选" }).click();
  const boxes = page.locator(".ans__t input");
  await boxes.nth(0).check();
  await boxes.nth(Math.min(2, (await boxes.count()) - 1)).check();
}

const round = (value) => Math.round(value);

/** The longest task of the main thread among a trace's events. */
function longest(events) {
  const tasks = events.filter((event) => event.name === "RunTask" && event.ph === "X");
  const main = new Set(
    events.filter((event) => event.name === "TimerFire" || event.name === "FireAnimationFrame").map((event) => `${event.pid} ${event.tid}`),
  );
  const mine = tasks.filter((task) => main.has(`${task.pid} ${task.tid}`)).map((task) => task.dur / 1000);
  return mine.sort((a, b) => b - a)[0] ?? 0;
}

async function measure(pack, rate) {
  const ends = [];
  const found = [];
  try {
    const before = (page) => page.addInitScript(watch);
    const page = await open({ after: (end) => ends.push(end) }, { size: SIZES.laptop, storage: { "guoban.pack": pack }, before });
    await page.locator('[data-draws="10000"]').waitFor();
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate });
    for (const { name, before, asks, wanted } of QUESTIONS) {
      await before?.(page);
      if (await page.locator(".ans").count()) await answered(page);
      await page.waitForTimeout(200);
      await (await browser()).startTracing(page, { categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
      await asks(page);
      await answered(page);
      const took = await page.evaluate(() => performance.now() - window.askedAt);
      const { traceEvents } = JSON.parse((await (await browser()).stopTracing()).toString());
      found.push({ question: name, took: round(took), blocked: round(longest(traceEvents)), wanted: rate === 1 ? wanted : undefined });
    }
  } finally {
    for (const end of ends) await end();
  }
  return found;
}

const document = { blocked_at_most: BLOCK, packs: [] };
for (const pack of chosen) {
  for (const rate of RATES) {
    const questions = await measure(pack, rate);
    document.packs.push({ pack, slower: rate, questions });
    if (json) continue;
    console.log(`\n${pack}, processor ÷ ${rate}: milliseconds to the answer; longest block (${BLOCK} wanted)`);
    for (const { question, took, blocked, wanted } of questions) {
      const note = wanted ? ` (${wanted} wanted)` : "";
      console.log(`  ${question.padEnd(38)} ${String(took).padStart(6)}${note.padEnd(15)} ${String(blocked).padStart(4)}${blocked > BLOCK ? " !" : ""}`);
    }
  }
}
if (json) console.log(JSON.stringify(document, null, 2));
await closeBrowser();
