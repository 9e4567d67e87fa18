// How long a newcomer waits: `cargo xtask start` runs this on the optimised site. Each round is a new browser context with
// an empty cache; the compressed files travel over a network of the stated speed. A moment is the frame in which the thing
// is first on screen, counted from the navigation.

import { browser, closeBrowser, SITE, SIZES } from "./harness.mjs";

const json = process.argv.includes("--json");
const ROUNDS = 7;

/** Networks in bits a second and milliseconds, processors by how much they are slowed. */
const CASES = [
  { name: "local", rate: 1, wanted: 300 },
  { name: "CPU ÷ 4", rate: 4 },
  { name: "4 Mbit/s, 40 ms", bits: 4e6, latency: 40, rate: 1 },
  { name: "4 Mbit/s, 40 ms, CPU ÷ 4", bits: 4e6, latency: 40, rate: 4, wanted: 1000 },
];

/** What is waited for, by a selector of what shows it. The first verdict comes with the page, then the program draws it too. */
const MOMENTS = {
  verdict: ".tt tbody tr .st, .tally",
  program: "#app :is(.tt tbody tr .st, .tally)",
  levers: ".lever",
  draws: '.statusbar[data-draws="10000"]',
};

/** Runs in the page before its scripts: notes the frame in which each thing is first there, and what moves on its own. */
function watch(moments) {
  window.guobanMoments = {};
  window.guobanShifts = [];
  const named = (node) => (node ? `${node.nodeName.toLowerCase()}${node.id ? `#${node.id}` : ""}.${node.className}` : "gone");
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      window.guobanShifts.push({ value, of: sources.map((source) => named(source.node)) });
    }
  }).observe({ type: "layout-shift", buffered: true });
  const look = () => {
    for (const [name, selector] of Object.entries(moments)) {
      if (window.guobanMoments[name] === undefined && document.querySelector(selector)) {
        window.guobanMoments[name] = performance.now();
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function once({ bits, latency, rate }) {
  const context = await (await browser()).newContext({ viewport: SIZES.laptop, locale: "zh-CN", serviceWorkers: "block" });
  await context.addInitScript(watch, MOMENTS);
  const page = await context.newPage();
  const control = await context.newCDPSession(page);
  await control.send("Network.enable");
  if (bits) {
    const bytes = bits / 8;
    const conditions = { offline: false, latency, downloadThroughput: bytes, uploadThroughput: bytes };
    await control.send("Network.emulateNetworkConditions", conditions);
  }
  await control.send("Emulation.setCPUThrottlingRate", { rate });
  await page.goto(SITE);
  const all = (names) => names.every((name) => window.guobanMoments[name] !== undefined);
  await page.waitForFunction(all, Object.keys(MOMENTS), { timeout: 30_000 }).catch(async () => {
    throw new Error(`not all is shown: ${JSON.stringify(await page.evaluate(() => window.guobanMoments))}`);
  });
  const found = await page.evaluate(() => ({
    moments: window.guobanMoments,
    shifts: window.guobanShifts,
    files: performance.getEntriesByType("resource").map((file) => ({
      name: file.name.replace(/.*\//, "").replace(/[-.][0-9a-f]{15,16}(?=\.)/, ""),
      from: Math.round(file.startTime),
      to: Math.round(file.responseEnd),
      bytes: file.transferSize,
    })),
  }));
  await context.close();
  return found;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const report = [];
for (const kind of CASES) {
  await once(kind);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await once(kind));
  const names = Object.keys(MOMENTS);
  const moments = Object.fromEntries(names.map((name) => [name, Math.round(median(rounds.map((r) => r.moments[name])))]));
  const middle = rounds.toSorted((a, b) => a.moments.verdict - b.moments.verdict)[Math.floor(ROUNDS / 2)];
  report.push({ case: kind.name, wanted: kind.wanted, moments, shifts: middle.shifts, files: middle.files });
}
await closeBrowser();

if (json) {
  console.log(JSON.stringify(report, null, 2));
} else {
  console.log(`\nmedians of ${ROUNDS}, ms from the navigation, cold`);
  for (const { case: name, wanted, moments, shifts, files } of report) {
    const goal = wanted ? ` (${wanted} wanted: ${moments.verdict <= wanted ? "met" : "MISSED"})` : "";
    const rest = ["program", "levers", "draws"].map((key) => `${key} ${moments[key]}`).join(", ");
    console.log(`\n${name}: first verdict ${moments.verdict}${goal}, ${rest}`);
    const shift = shifts.reduce((sum, { value }) => sum + value, 0);
    console.log(`layout shift ${shift.toFixed(4)} (0 wanted)`);
    for (const { value, of } of shifts) console.log(`  ${value.toFixed(4)} ${of.join(", ")}`);
    const end = Math.max(...files.map((file) => file.to), moments.draws);
    for (const file of files) {
      const at = (time) => Math.round((time / end) * 50);
      const bar = " ".repeat(at(file.from)) + "█".repeat(Math.max(1, at(file.to) - at(file.from)));
      console.log(`  ${file.name.slice(0, 34).padEnd(34)} ${String(file.from).padStart(5)}–${String(file.to).padEnd(5)} ${bar}`);
    }
  }
}
