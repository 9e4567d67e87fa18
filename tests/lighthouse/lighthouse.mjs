// Lighthouse's four scores for a desktop and for a phone, each the median of three runs, as JSON; what costs points is
// listed. `cargo xtask lighthouse` serves the site and sets the variables read here.

import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const RUNS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

// The language of the people it is for; in another the first board is drawn when its words are there.
const flags = ["--lang=zh-CN", "--accept-lang=zh-CN", "--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run"];
if (process.getuid?.() === 0) flags.push("--no-sandbox");
const chrome = await launch({ chromePath: process.env.GUOBAN_CHROME, chromeFlags: flags });

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

async function measure(config) {
  const results = [];
  for (let run = 0; run < RUNS; run++) {
    const options = { port: chrome.port, output: "json", logLevel: "error", onlyCategories: CATEGORIES };
    results.push((await lighthouse(process.env.GUOBAN_URL, options, config)).lhr);
  }
  const score = (name) => median(results.map((result) => Math.round(result.categories[name].score * 100)));
  const metric = (name) => median(results.map((result) => Math.round(result.audits[name].numericValue * 1000) / 1000));
  const [last] = results.slice(-1);
  const losing = Object.values(last.categories).flatMap((category) =>
    category.auditRefs
      .filter(({ id, weight }) => weight > 0 && last.audits[id].score !== null && last.audits[id].score < 1)
      .map(({ id }) => `${category.id}: ${id} ${last.audits[id].score} ${last.audits[id].displayValue ?? ""}`.trim()),
  );
  return {
    scores: Object.fromEntries(CATEGORIES.map((name) => [name, score(name)])),
    milliseconds: Object.fromEntries(
      ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index", "interactive"].map((name) => [name, Math.round(metric(name))]),
    ),
    "layout shift": metric("cumulative-layout-shift"),
    losing,
  };
}

try {
  const figures = { desktop: await measure(desktopConfig), mobile: await measure(undefined) };
  console.log(JSON.stringify({ runs: RUNS, ...figures }, null, 2));
} finally {
  chrome.kill();
}
