// The one-file version opens from a disk and needs nothing beside it.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { SITE } from "./harness.mjs";
import { board, boardChanged, boardIs, firstCard, open, toEnd } from "./page.mjs";

/** Opens the file from a folder with nothing else in it. */
async function fromDisk(t, fragment = "", options = {}) {
  const place = mkdtempSync(join(tmpdir(), "过半 shared folder "));
  t.after(() => rmSync(place, { recursive: true }));
  const file = join(place, "guoban.html");
  copyFileSync(process.env.GUOBAN_SINGLE, file);
  const asked = [];
  const page = await open(t, {
    url: pathToFileURL(file).href + fragment,
    ...options,
    before: (page) => page.on("request", (request) => asked.push(request.url())),
  });
  return { page, asked };
}

test("a double click opens the page, a lever moves its verdicts, a link carries them", async (t) => {
  const { page, asked } = await fromDisk(t);
  const before = await board(page);
  assert.match(before, /达标|临界|有缺口/);
  await boardIs(await open(t), before);

  await toEnd(page, firstCard(page));
  const moved = await boardChanged(page, before);
  await page.reload();
  await boardIs(page, moved);

  await page.keyboard.press("s");
  const link = await page.locator("#share-link").inputValue();
  assert.ok(link.startsWith(page.url().replace(/#.*/, "") + "#s="), link);
  const { page: other } = await fromDisk(t, new URL(link).hash);
  await boardIs(other, moved);
  assert.ok(asked.every((url) => url.replace(/#.*/, "") === asked[0] || url.startsWith("data:")), asked.join("\n"));
});

test("every pack is inside, and nothing can be sent anywhere", async (t) => {
  const { page } = await fromDisk(t, "", { allow: (line) => /policy|Content Security Policy|csp$/i.test(line) || line === `other origin: ${SITE}` });
  const { packs } = await (await fetch(new URL("packs/index.json", SITE))).json();
  // Of an earlier revision the packed form is there, which its links open from.
  for (const { file, revision, packed } of packs) {
    if (revision) {
      assert.equal(await page.evaluate(async (name) => (await fetch(name)).status, `packs/${packed.core}`), 200, packed.core);
      continue;
    }
    const inside = await page.evaluate(async (name) => (await fetch(name)).text(), `packs/${file}`);
    assert.equal(inside, await (await fetch(new URL(`packs/${file}`, SITE))).text());
  }
  assert.equal(await page.evaluate(async () => (await fetch("packs/none.toml")).status), 404);
  const sent = await page.evaluate((url) => {
    const request = new XMLHttpRequest();
    return new Promise((resolve) => {
      request.onload = () => resolve(true);
      request.onerror = () => resolve(false);
      request.open("GET", url);
      request.send();
    });
  }, SITE);
  assert.equal(sent, false);
});

test("the file is small enough to be passed on", () => {
  assert.ok(statSync(process.env.GUOBAN_SINGLE).size < 8_000_000);
});
