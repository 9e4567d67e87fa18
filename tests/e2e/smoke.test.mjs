// The site loads, under its real policy, from any path. What it says when it cannot is in start.test.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { open, SITE, SITE_BELOW, SIZES, started } from "./harness.mjs";

for (const [name, size] of Object.entries(SIZES)) {
  test(`the page starts without a complaint (${name})`, async (t) => {
    const page = await open(t, { size });
    assert.match(await page.title(), /过半 Guoban/);
    assert.ok(await page.locator("#app").innerText(), "the app shows something");
  });
}

test("the page works from below any path", async (t) => {
  const page = await open(t, { url: SITE_BELOW });
  assert.ok(page.url().startsWith(SITE_BELOW));
});

test("the policy sent with every file is the one the page states", async (t) => {
  const page = await open(t);
  const stated = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  const sent = await page.evaluate(async () => (await fetch("./")).headers.get("content-security-policy"));
  assert.equal(sent, stated);
  for (const part of ["default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "object-src 'none'"]) {
    assert.ok(stated.includes(part), part);
  }
});

test("an inline script is refused", async (t) => {
  const page = await open(t, { allow: (line) => /policy|Content Security Policy/.test(line) });
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.head.append(script);
    return window.ran === true;
  });
  assert.equal(ran, false);
});

for (const [language, words] of [
  ["zh", { title: "过半遇到了一个错误", reload: "重新加载", copy: "复制报告" }],
  ["en", { title: "Guoban ran into an error", reload: "Reload", copy: "Copy report" }],
]) {
  test(`a panic shows a screen that keeps the work (${language})`, async (t) => {
    // Reloading breaks off what is still on its way.
    const allow = (line) => line.includes("net::ERR_ABORTED");
    const page = await open(t, { language, storage: { "test.work": "kept" }, allow });
    await page.evaluate(() => {
      window.guobanPanic("panicked at src/example.rs:1:1: <b>first</b>");
      window.guobanPanic("an echo of it");
    });
    const dialog = page.getByRole("alertdialog", { name: words.title });
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /<b>first<\/b>/);
    assert.doesNotMatch(await dialog.innerText(), /echo/);
    await dialog.getByRole("button", { name: words.copy }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.textContent), words.reload);
    await page.keyboard.press("Enter");
    await started(page);
    assert.equal(await page.getByRole("alertdialog").count(), 0);
    assert.equal(await page.evaluate(() => localStorage.getItem("test.work")), "kept");
  });
}

test("nothing is fetched from anywhere else, and nothing twice", async (t) => {
  const fetched = [];
  await open(t, { before: (page) => page.on("request", (request) => fetched.push(request.url())) });
  assert.ok(fetched.every((url) => url.startsWith(SITE)), fetched.join("\n"));
  assert.deepEqual(fetched.filter((url, index) => fetched.indexOf(url) !== index), []);
});
