// How a slider feels: real mouse moves, one a frame, with all draws on; `cargo xtask feel` runs this on the optimised site.
//
// For each pack, at full speed and with the processor slowed to a quarter: one lever of each class is dragged, the class
// being found by what a lever reaches. A step is measured in the browser's trace, from its input event to the end of the
// main thread's frame that shows it: the page's own message after that frame (`told`) waits until no further frame is due, so where
// frames follow each other without a pause it comes several frames late. Where the time went is read from the trace too.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { browser, closeBrowser, open, SITE, SIZES } from "./harness.mjs";

const options = process.argv.slice(2);
const json = options.includes("--json");
const every = options.includes("--every");
const wanted = options.includes("--pack") ? options[options.indexOf("--pack") + 1] : undefined;
const { packs } = JSON.parse(readFileSync(join(import.meta.dirname, "../../www/packs/index.json"), "utf8"));
const chosen = packs.filter((pack) => !pack.revision).map((pack) => pack.id).filter((id) => !wanted || id === wanted);
if (chosen.length === 0) throw new Error(`no pack ${wanted}; there are ${packs.map((pack) => pack.id).join(", ")}`);

const FRAME = 1000 / 60;
const RATES = [1, 4];
const MOVES = 90;
/** What a step may take at most, in milliseconds, by how much the processor is slowed. */
const WANTED = { 1: 16, 4: 50 };

/** What the browser's own names stand for. */
const PARTS = {
  EventDispatch: "input",
  FireAnimationFrame: "update",
  TimerFire: "draws",
  FireIdleCallback: "draws",
  UpdateLayoutTree: "layout",
  Layout: "layout",
  PrePaint: "paint",
  Paint: "paint",
  Layerize: "paint",
  Commit: "paint",
};
const NAMES = ["input", "update", "draws", "layout", "paint"];

/** Runs in the page before its scripts: notes every step and every shift. */
function watch() {
  window.feel = { steps: [], shifts: [] };
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => {
    const now = performance.now();
    for (const step of waiting.splice(0)) window.feel.steps.push({ ...step, shown: now - step.at });
  };
  addEventListener("input", (event) => {
    const at = performance.now();
    requestAnimationFrame(() => {
      waiting.push({ at, waited: at - event.timeStamp });
      channel.port2.postMessage(0);
    });
  }, true);
  new PerformanceObserver((list) => {
    // The handle of a slider is a part of the browser, without a name: it is meant to move.
    const named = list.getEntries().filter((entry) => entry.sources.length > 0);
    for (const entry of named) window.feel.shifts.push({ value: entry.value, at: entry.startTime });
  }).observe({ type: "layout-shift", buffered: true });
}

const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(share * values.length) - 1)] ?? 0;
const round = (value) => Math.round(value * 10) / 10;

/** Milliseconds of the main thread by part, without what lies inside another part, and its longest task. */
function told(events, steps) {
  const main = events.find((event) => event.name === "thread_name" && event.args.name === "CrRendererMain" && events.some((other) => other.pid === event.pid && other.name === "TimerFire" || other.pid === event.pid && other.name === "FireAnimationFrame"));
  const mine = events.filter((event) => main && event.pid === main.pid && event.tid === main.tid && event.ph === "X");
  mine.sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const shown = frames(mine);
  const parts = Object.fromEntries(NAMES.map((name) => [name, 0]));
  const inside = [];
  let [longest, busy] = [0, 0];
  for (const event of mine) {
    const spent = event.tdur ?? event.dur;
    if (event.name === "RunTask") {
      longest = Math.max(longest, event.dur);
      busy += spent;
    }
    const part = PARTS[event.name];
    if (!part) continue;
    while (inside.length > 0 && inside.at(-1).end <= event.ts) inside.pop();
    parts[part] += spent;
    if (inside.length > 0) parts[inside.at(-1).part] -= spent;
    inside.push({ part, end: event.ts + event.dur });
  }
  const each = (micros) => round(micros / 1000 / Math.max(steps, 1));
  return {
    ms: { ...Object.fromEntries(NAMES.map((name) => [name, each(parts[name])])), busy: each(busy) },
    longest: round(longest / 1000),
    shown,
  };
}

/** Milliseconds of each step: from its input event to the end of the task in which the next frame was made. */
function frames(mine) {
  const named = (name) => mine.filter((event) => event.name === name);
  const callbacks = named("FireAnimationFrame");
  const tasks = named("RunTask");
  const end = (event) => event.ts + event.dur;
  const inputs = named("EventDispatch").filter((event) => event.args.data?.type === "input");
  return inputs.flatMap((input) => {
    const callback = callbacks.find((callback) => callback.ts >= end(input));
    const task = callback && tasks.find((task) => task.ts <= callback.ts && end(task) >= end(callback));
    return task ? [(end(task) - input.ts) / 1000] : [];
  });
}

async function traced(cdp, act) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  cdp.on("Tracing.dataCollected", collect);
  const done = new Promise((resolve) => cdp.once("Tracing.tracingComplete", resolve));
  const includedCategories = ["devtools.timeline", "disabled-by-default-devtools.timeline"];
  await cdp.send("Tracing.start", { traceConfig: { includedCategories } });
  await act();
  await cdp.send("Tracing.end");
  await done;
  cdp.off("Tracing.dataCollected", collect);
  return events;
}

/** Where the pointer goes: back and forth through the slider's steps, another value with every move. */
function places({ min, max, step, value, disabled, box }, moves) {
  const count = Math.max(1, Math.round((max - min) / step));
  const most = Math.min(count, Math.floor((box.width - 20) / 2), 40);
  const from = Math.min(count - most, Math.max(0, Math.round((value - min) / step) - Math.floor(most / 2)));
  const x = (index) => box.x + 8 + ((from + index) / count) * (box.width - 16);
  return Array.from({ length: moves }, (_, move) => x(most - Math.abs((move % (2 * most)) - most)));
}

function sliderOf(page, id) {
  return page.evaluate(async (id) => {
    const input = document.querySelector(`.lever[data-item="${id}"] .slider__in`);
    // Cards have their real height once they are in sight.
    for (let frame = 0; frame < 4; frame++) {
      input.scrollIntoView({ block: "center" });
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const { x, y, width, height } = input.getBoundingClientRect();
    const [min, max, step, value] = [input.min, input.max, input.step, input.value].map(Number);
    return { min, max, step, value, disabled: input.disabled, box: { x, y, width, height } };
  }, id);
}

async function drag(page, cdp, id, moves) {
  const slider = await sliderOf(page, id);
  const y = slider.box.y + slider.box.height / 2;
  const way = places(slider, moves);
  const mouse = (type, x, more = {}) => cdp.send("Input.dispatchMouseEvent", { type, x, y, ...more });
  const held = { button: "left", buttons: 1, clickCount: 1 };
  await mouse("mouseMoved", way[0]);
  await mouse("mousePressed", way[0], held);
  await page.waitForTimeout(300);
  const sent = [];
  const start = performance.now();
  for (let move = 1; move < way.length; move++) {
    const left = start + move * FRAME - performance.now();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
    sent.push(mouse("mouseMoved", way[move], held));
  }
  await Promise.all(sent);
  await page.waitForTimeout(50);
  await mouse("mouseReleased", way.at(-1), held);
}

async function measured(page, cdp, id, moves) {
  await settled(page);
  await sliderOf(page, id);
  await page.waitForTimeout(200);
  const since = await page.evaluate(() => {
    window.feel.steps = [];
    return performance.now();
  });
  const events = await traced(cdp, () => drag(page, cdp, id, moves));
  const { steps, shift } = await page.evaluate((since) => {
    const shifts = window.feel.shifts.filter((shift) => shift.at >= since);
    return { steps: window.feel.steps, shift: shifts.reduce((sum, shift) => sum + shift.value, 0) };
  }, since);
  await page.keyboard.press("Control+z");
  const { shown, ...spent } = told(events, steps.length);
  if (shown.length < steps.length * 0.9) throw new Error(`${id}: ${steps.length} steps, but ${shown.length} frames in the trace`);
  return {
    steps: steps.length,
    p50: round(quantile(shown, 0.5)),
    p95: round(quantile(shown, 0.95)),
    max: round(Math.max(0, ...shown)),
    told: round(quantile(steps.map((step) => step.shown), 0.95)),
    waited: round(quantile(steps.map((step) => step.waited), 0.95)),
    ...spent,
    shift: Math.round(shift * 10_000) / 10_000,
  };
}

const settled = (page) => page.locator('.statusbar[data-draws="10000"]').waitFor();

/** Every lever that can be moved, with what it is and how many targets it moves. */
async function levers(page) {
  const listed = () => page.locator(".lever").evaluateAll((cards) => cards.map((card) => ({
    id: card.dataset.item,
    kind: card.dataset.kind,
    moves: Number(card.dataset.moves ?? 0),
    closed: card.querySelector(".slider__in")?.disabled ?? true,
  })));
  return (await listed()).filter((lever) => !lever.closed);
}

/** One lever of each class, by what it reaches. */
function classes(found) {
  const by = (kind) => found.filter((lever) => lever.kind === kind && lever.moves > 0).sort((a, b) => b.moves - a.moves);
  const amounts = by("amount");
  const named = {
    widest: amounts[0],
    wide: amounts[Math.floor(amounts.length / 4)],
    middle: amounts[Math.floor(amounts.length / 2)],
    narrowest: amounts.at(-1),
    month: by("month")[0],
    recording: by("recording")[0],
  };
  return Object.entries(named).filter(([, lever]) => lever);
}

async function start(pack, rate) {
  const ends = [];
  const cdpOf = {};
  const page = await open({ after: (end) => ends.push(end) }, {
    size: SIZES.desktop,
    storage: { "guoban.pack": pack },
    before: async (page) => {
      await page.addInitScript(watch);
      cdpOf.cdp = await page.context().newCDPSession(page);
      await cdpOf.cdp.send("Emulation.setCPUThrottlingRate", { rate });
    },
  });
  page.setDefaultTimeout(60_000);
  await settled(page);
  await page.waitForTimeout(500);
  return { page, cdp: cdpOf.cdp, end: () => Promise.all(ends.map((end) => end())) };
}

async function heap(cdp) {
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("Performance.enable");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const metric = (name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { kB: Math.round(metric("JSHeapUsedSize") / 1024), nodes: metric("Nodes"), listeners: metric("JSEventListeners") };
}

/** What a bare slider takes: below that no page comes. */
async function floor(rate) {
  const context = await (await browser()).newContext({ viewport: SIZES.desktop });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate });
  await page.goto(new URL("packs/index.json", SITE).href);
  await page.evaluate(() => {
    document.body.innerHTML = '<div class="lever" data-item="bare"><input class="slider__in" type="range" min="0" max="100" step="1" value="50"></div>';
  });
  await page.evaluate(() => (window.feel.steps = []));
  await drag(page, cdp, "bare", MOVES);
  const shown = (await page.evaluate(() => window.feel.steps)).map((step) => step.shown);
  await context.close();
  return { p50: round(quantile(shown, 0.5)), p95: round(quantile(shown, 0.95)) };
}

async function feel(pack, rate) {
  const { page, cdp, end } = await start(pack, rate);
  const load = await page.evaluate(() => window.feel.shifts.reduce((sum, shift) => sum + shift.value, 0));
  const before = await heap(cdp);
  const found = await levers(page);
  const rows = [];
  for (const [name, lever] of classes(found)) {
    rows.push({ class: name, lever: lever.id, moves: lever.moves, ...(await measured(page, cdp, lever.id, MOVES)) });
  }
  await page.locator("#tab-assumptions").click();
  const assumptions = await levers(page);
  for (const lever of assumptions.slice(0, 1)) {
    rows.push({ class: "assumption", lever: lever.id, ...(await measured(page, cdp, lever.id, MOVES)) });
  }
  const all = [];
  if (every) {
    const each = async (found) => {
      for (const lever of found) all.push({ lever: lever.id, ...(await measured(page, cdp, lever.id, 16)) });
    };
    await each(assumptions);
    await page.locator("#tab-levers").click();
    await each(found);
  }
  const after = await heap(cdp);
  await end();
  return { pack, rate, wanted: WANTED[rate], floor: await floor(rate), load_shift: Math.round(load * 10_000) / 10_000, heap: { before, after }, rows, every: all };
}

function table({ pack, rate, wanted, floor, load_shift, heap, rows, every }) {
  const head = ["class", "lever", "steps", "p50", "p95", "max", "told", "waited", ...NAMES, "busy", "longest", "shift"];
  const cells = (row) => [row.class ?? "", row.lever, row.steps, row.p50, row.p95, row.max, row.told, row.waited, ...NAMES.map((name) => row.ms[name]), row.ms.busy, row.longest, row.shift];
  const lines = [head, ...rows.map(cells)].map((row) => row.map(String));
  if (every.length > 0) {
    const worst = [...every].sort((a, b) => b.p95 - a.p95).slice(0, 5);
    lines.push(...worst.map((row) => cells({ ...row, class: "worst of all" }).map(String)));
  }
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  console.log(`\n${pack}, processor ÷ ${rate}: input to next frame in ms (wanted p95 ≤ ${wanted}; a bare slider ${floor.p50} / ${floor.p95}), then main-thread ms a step, longest task, layout shift`);
  for (const line of lines) console.log(line.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  "));
  if (every.length > 0) {
    const p95 = every.map((row) => row.p95);
    console.log(`all ${every.length} levers and assumptions: p95 of each, median ${quantile(p95, 0.5)}, worst ${Math.max(...p95)}; ${p95.filter((value) => value > wanted).length} above ${wanted}`);
  }
  console.log(`layout shift on load ${load_shift}; heap ${heap.before.kB} → ${heap.after.kB} kB, nodes ${heap.before.nodes} → ${heap.after.nodes}, listeners ${heap.before.listeners} → ${heap.after.listeners}`);
}

const found = [];
for (const pack of chosen) {
  for (const rate of RATES) {
    const result = await feel(pack, rate);
    found.push(result);
    if (!json) table(result);
  }
}
if (json) console.log(JSON.stringify({ frame: FRAME, moves: MOVES, found }, null, 2));
await closeBrowser();
