// A part of the program that does not arrive takes nothing away, says so, and can be asked for again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { board, boardChanged, boardIs, firstCard, open, toEnd } from "./page.mjs";
import { proxy } from "./proxy.mjs";

/** The part of the program with the screens that are not seen first. */
const isScreens = (path) => /\/part-screens-[^/]*\.wasm$/.test(path);

for (const [how, fail] of [
  ["does not arrive", (answer) => (answer.dead = true)],
  ["is replaced by a login page", (answer) => {
    answer.headers["content-type"] = "text/html";
    answer.body = Buffer.from("<title>Log in</title>");
  }],
  ["is no longer on the site", (answer) => (answer.status = 404)],
]) {
  test(`a part that ${how} is asked for again, and nothing is lost`, async (t) => {
    const host = await proxy(t, (answer) => {
      if (!isScreens(answer.path)) return;
      // Only the file itself may be kept for ever.
      answer.headers["cache-control"] = "no-store";
      fail(answer);
    });
    const page = await open(t, { url: host.url, allow: (line) => /failed|status 404|wasm|WebAssembly|TypeError/i.test(line) });
    const before = await board(page);
    await toEnd(page, firstCard(page));
    const moved = await boardChanged(page, before);
    assert.ok(!host.asked.some(isScreens), "it is not fetched before it is needed");
    await page.keyboard.press("3");
    await page.getByText("没有载入成功").first().waitFor();
    host.change = () => {};
    await page.getByRole("button", { name: "再试一次" }).first().click();
    await page.getByText("没有载入成功").first().waitFor({ state: "detached" });
    await page.keyboard.press("1");
    await boardIs(page, moved);
  });
}
