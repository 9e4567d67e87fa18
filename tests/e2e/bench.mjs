// The engine's benchmarks in a browser: `cargo xtask bench` serves the compiled module and names parts and packs.

import { readFileSync } from "node:fs";

import { browser, closeBrowser, SITE } from "./harness.mjs";

const [parts, ...paths] = process.argv.slice(2);
const packs = paths.map((path) => [path.split("/").pop(), readFileSync(path, "utf8")]);
const page = await (await browser()).newPage();
// A slower processor, as many times as the variable says.
const slower = Number(process.env.GUOBAN_SLOWER ?? 1);
if (slower > 1) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
}
await page.goto(SITE);
const figures = await page.evaluate(
  async ([packs, parts]) => {
    const bench = await import(new URL("guoban_bench.js", document.baseURI).href);
    await bench.default();
    return JSON.parse(bench.figures(JSON.stringify(packs), parts));
  },
  [packs, parts],
);
console.log(JSON.stringify(figures, null, 2));
await closeBrowser();
