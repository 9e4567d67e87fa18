// The engine's benchmarks in a browser: `cargo xtask bench` serves the compiled module and names the packs.

import { readFileSync } from "node:fs";

import { browser, closeBrowser, SITE } from "./harness.mjs";

const packs = process.argv.slice(2).map((path) => [path.split("/").pop(), readFileSync(path, "utf8")]);
const page = await (await browser()).newPage();
await page.goto(SITE);
for (const [name, text] of packs) {
  const figures = await page.evaluate(
    async ([name, text]) => {
      const bench = await import(new URL("guoban_bench.js", document.baseURI).href);
      await bench.default();
      return JSON.parse(bench.figures(name, text));
    },
    [name, text],
  );
  // The synthetic plan is the same for every pack: it is shown once.
  const shown = name === packs[0][0] ? figures : figures.filter((figure) => figure.on.startsWith(name));
  console.log(JSON.stringify(shown.map((figure) => ({ ...figure, where: "chromium" })), null, 2));
}
await closeBrowser();
