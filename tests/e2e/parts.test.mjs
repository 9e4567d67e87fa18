// What is fetched when: the first verdict needs the main module and the core of one pack; everything else comes when it
// is asked for, and a part that does not come is named, can be asked for again, and takes nothing away.

import assert from "node:assert/strict";
import test from "node:test";

import { brotliCompressSync } from "node:zlib";

import { open as start } from "./harness.mjs";
import { board, card, held, open, slider, textOnly } from "./page.mjs";

test("the first verdict needs no part, no details and no text of the pack", async (t) => {
  const fetched = [];
  const { before, release } = held(/\/(part-|offline)[^/]*$|\.details\.|\.english\.|\.toml$/);
  const page = await start(t, {
    start: false,
    before: async (page) => {
      await before(page);
      page.on("response", (response) => fetched.push(response));
    },
  });
  await page.locator("#app .tally").first().waitFor();
  assert.ok((await page.locator("#app .tt tbody tr:not(.tt__grp)").count()) > 20);
  let bytes = 0;
  for (const response of fetched) {
    const { pathname } = new URL(response.url());
    assert.doesNotMatch(pathname, /part-|\.details\.|\.english\.|\.toml$/);
    bytes += brotliCompressSync(await response.body()).length;
  }
  t.diagnostic(`${bytes} bytes after brotli before the first verdict`);
  // The size command holds this to the byte; here a second way of counting must come to the same.
  assert.ok(bytes > 200_000 && bytes < 288_500, `${bytes} bytes`);
  release();
  await page.locator(".lever").first().waitFor();
});

test("screens, reading from text and English are fetched when they are asked for, and only then", async (t) => {
  const fetched = [];
  const page = await open(t, {
    before: (page) => page.on("request", (request) => fetched.push(new URL(request.url()).pathname)),
  });
  await board(page);
  const has = (name) => fetched.some((path) => path.includes(name));
  for (const name of ["part-screens-", "part-reader-", "part-english-", ".toml"]) {
    assert.ok(!has(name), `${name} was fetched early`);
  }
  await page.keyboard.press("3");
  await page.locator(".led").waitFor();
  await page.locator(".led table").first().waitFor();
  assert.ok(has("part-screens-") && !has("part-reader-"));
  await page.getByRole("button", { name: /switch to English/ }).click();
  await page.locator("html[lang=en]").waitFor();
  assert.ok(has("part-english-") && has(".english."));
});

test("a part that does not arrive is named and can be asked for again; nothing is lost", async (t) => {
  let broken = true;
  const page = await open(t, {
    allow: (line) => /part-screens|Failed to fetch|TypeError|ERR_FAILED|ERR_INTERNET/.test(line),
    before: (page) => page.route(/part-screens-/, (route) => (broken ? route.abort() : route.continue())),
  });
  await board(page);
  const lever = page.locator(".lever").first();
  await slider(lever).focus();
  await page.keyboard.press("End");
  const value = await slider(lever).inputValue();
  await page.keyboard.press("2");
  const told = page.getByRole("alert").filter({ hasText: "没有载入成功" });
  await told.waitFor();
  broken = false;
  await told.getByRole("button").click();
  await page.locator(".led-top").waitFor();
  await page.keyboard.press("1");
  assert.equal(await slider(page.locator(".lever").first()).inputValue(), value);
});

test("a pack without its packed form is read from its text, to the same figures", async (t) => {
  const expected = await board(await open(t));
  const page = await open(t, {
    before: textOnly,
  });
  assert.equal(await board(page), expected);
  await card(page, "early_rice_area").waitFor();
});
