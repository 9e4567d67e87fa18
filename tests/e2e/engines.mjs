// The core of the page in an engine other than Chromium: it opens, a lever moves the verdicts, a link carries them, and
// every figure on the board is the one that Chromium shows. `cargo xtask test` says in GUOBAN_ENGINE which engine.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { open as openInChromium, SITE, SITE_BELOW } from "./harness.mjs";
import { browse, until } from "./webdriver.mjs";

const ENGINES = {
  firefox: () => [
    process.env.GECKODRIVER,
    { "moz:firefoxOptions": { binary: process.env.GUOBAN_FIREFOX, args: ["-headless", "--width=1440", "--height=900"] } },
  ],
  webkit: () => [process.env.WEBKITDRIVER, {}],
};
const engine = process.env.GUOBAN_ENGINE;
const END = "\uE010";

/** In a page: the rows of the board without the space in which they are laid out, and how many draws are counted. */
function look() {
  const rows = Array.from(document.querySelectorAll(".tt tbody tr:not(.tt__grp)"), (row) => row.textContent.replace(/\s+/g, ""));
  return { rows, draws: document.querySelector(".statusbar")?.dataset.draws };
}

/** The rows once all draws are counted and nothing changes any more. */
async function settled(run) {
  let last;
  let same = 0;
  const { rows } = await until("a board at rest", async () => {
    const now = await run(look);
    const text = JSON.stringify(now);
    same = now.draws === "10000" && text === last ? same + 1 : 0;
    last = text;
    return same >= 4 && now;
  });
  return rows;
}

const board = (browser) => settled(browser.run);

/** Row by row, so that a difference is named and not drowned. */
function sameRows(found, expected, what) {
  assert.equal(found.length, expected.length, what);
  found.forEach((row, at) => assert.equal(row, expected[at], what));
}

async function start(t) {
  const [driver, capabilities] = ENGINES[engine]();
  return browse(t, driver, capabilities);
}

/** Opens an address and waits for its board. */
async function visit(browser, url) {
  // The same page with another fragment would not be loaded again.
  await browser.open("about:blank");
  await browser.open(url);
  return board(browser);
}

/** The rows that Chromium shows at an address. */
async function chromium(t, url, pack) {
  // The other engines' browsers speak English, and so does the page in them.
  const page = await openInChromium(t, { url, language: "en", storage: { "guoban.pack": pack } });
  return settled((script) => page.evaluate(script));
}

for (const pack of ["border-city", "china-2023"]) {
  test(`${pack} in ${engine}: a lever moves the verdicts, and a link carries them`, async (t) => {
    const browser = await start(t);
    await browser.open(SITE_BELOW);
    // The page notes the pack it opens, so another one is noted after it.
    await board(browser);
    await browser.run((pack) => localStorage.setItem("guoban.pack", pack), pack);
    const baseline = await visit(browser, SITE_BELOW);
    assert.match(baseline.join(), /\d/, "the board has figures");
    sameRows(baseline, await chromium(t, SITE, pack));

    for (const place of [0, 4]) {
      const item = await browser.run((place) => document.querySelectorAll(".lever")[place].dataset.item, place);
      await browser.press(`.lever[data-item="${item}"] input[type="range"]`, END);
    }
    const moved = await until("a changed board", async () => {
      const now = await board(browser);
      return now.some((row, at) => row !== baseline[at]) && now;
    });
    await browser.press("body", "s");
    const link = await until("the link", () => browser.run(() => document.querySelector("#share-link")?.value));
    sameRows(await chromium(t, link, pack), moved, "the link opens to the same figures in Chromium");
    sameRows(await visit(browser, link), moved, "and here");
  });
}

test(`the one-file version in ${engine}, from a disk`, async (t) => {
  const browser = await start(t);
  const file = pathToFileURL(process.env.GUOBAN_SINGLE).href;
  const baseline = await visit(browser, file);
  sameRows(baseline, await chromium(t, SITE, "border-city"));
  const item = await browser.run(() => document.querySelector(".lever").dataset.item);
  await browser.press(`.lever[data-item="${item}"] input[type="range"]`, END);
  await until("a changed board", async () => (await board(browser)).some((row, at) => row !== baseline[at]));
});
