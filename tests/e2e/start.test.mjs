// When the page cannot start it names the true cause, in both languages.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { open, SITE, started } from "./harness.mjs";
import { proxy, replace } from "./proxy.mjs";

/** The names of the two files the page starts with, in this build. */
const index = await (await fetch(SITE)).text();
const [, SCRIPT] = /data-js="\.\/([^"]*)"/.exec(index);
const [, MODULE] = /data-wasm="\.\/([^"]*)"/.exec(index);
const isScript = (path) => path.endsWith(`/${SCRIPT}`);
const isModule = (path) => path.endsWith(`/${MODULE}`);

const VERSIONS = /Chrome 97.*Edge 97.*Firefox 89.*Safari 16\.4/;

/** Opens a page that is expected not to start, and gives the cause it names and its words. */
async function cause(t, { init, ...options }) {
  const page = await open(t, {
    start: false,
    allow: () => true,
    ...options,
    before: async (page) => {
      if (init) await page.addInitScript(init);
      await options.before?.(page);
    },
  });
  const boot = page.locator("#boot[data-cause]");
  await boot.waitFor();
  assert.equal(await boot.getAttribute("role"), "alert");
  const notes = await boot.locator("p.boot-note").all();
  assert.deepEqual(await Promise.all(notes.map((note) => note.getAttribute("lang"))), options.language === "en" ? ["en", "zh-CN"] : ["zh-CN", "en"]);
  const reload = await page.getByRole("button", { name: "重新加载" }).count();
  return { page, name: await boot.getAttribute("data-cause"), text: await boot.innerText(), reload };
}

/** The page states what its files hash to; a changed one would be refused for that. */
function unpin(answer) {
  answer.body = Buffer.from(answer.body.toString("utf8").replace(/ integrity="[^"]*"/g, ""));
}

/** An init script after which modules with this byte do not validate. */
const without = (byte) => `{
  const real = WebAssembly.validate;
  WebAssembly.validate = (bytes) => !Array.from(bytes).includes(${byte}) && real(bytes);
}`;

for (const [what, init, named] of [
  ["vector instructions", without(253), "WebAssembly SIMD"],
  ["reference types", without(111), "WebAssembly reference types"],
  ["bulk memory", without(252), "WebAssembly bulk memory"],
  ["64-bit integers", "delete window.BigInt64Array", "BigInt"],
  ["WebAssembly, years ago", "delete window.WebAssembly; delete Array.prototype.findLast", "WebAssembly"],
]) {
  test(`a browser without ${what} is told what it lacks`, async (t) => {
    const { name, text, reload } = await cause(t, { init });
    assert.equal(name, "old");
    assert.ok(text.includes(`缺少 ${named}，`) && text.includes(`it lacks ${named}.`), text);
    assert.match(text, VERSIONS);
    assert.equal(reload, 0, "reloading would not help");
  });
}

test("a browser without import() is told so by a script it can read", async (t) => {
  const host = await proxy(t, (answer) => {
    if (/\/import-[^/]*\.js$/.test(answer.path)) answer.body = Buffer.from("window.guobanImport = function () { not ours to read");
    if (answer.path === "/") unpin(answer);
  });
  const { name, text } = await cause(t, { url: host.url });
  assert.equal(name, "old");
  assert.ok(text.includes("缺少 import()"), text);
});

test("a browser in which WebAssembly is switched off is not called old", async (t) => {
  const { name, text } = await cause(t, { init: "delete window.WebAssembly" });
  assert.equal(name, "off");
  assert.match(text, /关闭了 WebAssembly[^]*WebAssembly is switched off/);
});

/** Adds a policy to the page; it holds beside the page's own. */
const policy = (words) => (answer) => {
  if (answer.path === "/") answer.headers["content-security-policy"] += `, ${words}`;
};

test("a host whose policy forbids WebAssembly is named as the cause", async (t) => {
  const host = await proxy(t, policy("script-src 'self'"));
  const { name, text } = await cause(t, { url: host.url });
  assert.equal(name, "policy");
  assert.ok(text.includes("wasm-unsafe-eval"), text);
});

test("a browser that does not know the policy's word for WebAssembly is old", async (t) => {
  const host = await proxy(t, policy("script-src 'self'"));
  const { name, text } = await cause(t, { url: host.url, init: "delete Array.prototype.findLast" });
  assert.equal(name, "old");
  assert.ok(text.includes("wasm-unsafe-eval"), text);
});

test("a host whose policy forbids fetching is named as the cause", async (t) => {
  const host = await proxy(t, policy("connect-src 'none'"));
  const { name, text } = await cause(t, { url: host.url });
  assert.equal(name, "policy");
  assert.ok(text.includes("connect-src"), text);
});

test("a page opened from disk says which file to open instead", async (t) => {
  const place = mkdtempSync(join(tmpdir(), "guoban-"));
  t.after(() => rmSync(place, { recursive: true }));
  for (const [, name] of index.matchAll(/(?:href|src|data-js|data-wasm)="\.?\/?([\w.-]+)"/g)) {
    writeFileSync(join(place, name), Buffer.from(await (await fetch(new URL(name, SITE))).arrayBuffer()));
  }
  writeFileSync(join(place, "index.html"), index);
  const { name, text } = await cause(t, { url: pathToFileURL(join(place, "index.html")).href });
  assert.equal(name, "file");
  assert.match(text, /从磁盘直接打开[^]*guoban\.html[^]*opened from disk[^]*guoban\.html/);
});

test("a network that breaks off is named, and reloading starts the page", async (t) => {
  let mended = false;
  let pages = 0;
  const host = await proxy(t, (answer) => {
    if (answer.path === "/") pages++;
    answer.dead = !mended && (isModule(answer.path) || pages > 1);
  });
  const { page, name, text } = await cause(t, { url: host.url });
  assert.equal(name, "network");
  assert.match(text, /网络中断[^]*没有变动[^]*network broke off/);
  mended = true;
  await page.getByRole("button", { name: "重新加载" }).click();
  await started(page);
});

test("a network that was away for a moment is named too", async (t) => {
  let pages = 0;
  const host = await proxy(t, (answer) => {
    if (answer.path === "/") pages++;
    answer.dead = isModule(answer.path) && pages < 2;
  });
  const { name } = await cause(t, { url: host.url });
  assert.equal(name, "network");
});

test("a program file held back while the network works is named", async (t) => {
  const host = await proxy(t, (answer) => {
    answer.dead = isModule(answer.path);
  });
  const { name, text } = await cause(t, { url: host.url, language: "en" });
  assert.equal(name, "blocked");
  const [english, chinese] = [`program file ${MODULE} `, `程序文件 ${MODULE} `].map((words) => text.indexOf(words));
  assert.ok(0 <= english && english < chinese, "English first, as chosen");
});

for (const name of [SCRIPT, MODULE]) {
  test(`a login page in the place of ${name.replace(/.*\./, ".")} is named`, async (t) => {
    const host = await proxy(t, (answer) => {
      if (!answer.path.endsWith(`/${name}`)) return;
      answer.headers["content-type"] = "text/html";
      answer.body = Buffer.from("<title>Log in</title>");
    });
    const { name: found, text } = await cause(t, { url: host.url });
    assert.equal(found, "altered");
    assert.ok(text.includes(`取回的 ${name} 不是`), text);
  });
}

test("a file that is not on the site is named", async (t) => {
  const host = await proxy(t, (answer) => {
    if (isModule(answer.path)) answer.status = 404;
  });
  const { name, text } = await cause(t, { url: host.url });
  assert.equal(name, "gone");
  assert.ok(text.includes(`网站上少了文件 ${MODULE}。`), text);
});

test("a page whose files were replaced by an update says that reloading is enough", async (t) => {
  let pages = 0;
  const host = await proxy(t, (answer) => {
    if (isScript(answer.path) || isModule(answer.path)) answer.status = 404;
    if (answer.path === "/" && ++pages > 1) replace(answer, SCRIPT, `next-${SCRIPT}`);
  });
  const { name, text } = await cause(t, { url: host.url });
  assert.equal(name, "updated");
  assert.match(text, /刚刚更新[^]*没有变动[^]*just been updated/);
});

test("a program that fails for reasons of its own shows what it said", async (t) => {
  const host = await proxy(t, (answer) => {
    if (answer.path === "/") unpin(answer);
    if (!isScript(answer.path)) return;
    answer.body = Buffer.from("export default () => Promise.reject(new Error('a reason of its own'))");
  });
  const { name, text } = await cause(t, { url: host.url });
  assert.equal(name, "other");
  assert.ok(text.includes("a reason of its own"), text);
});

test("a slow start says that it is slow, not that the browser is old", async (t) => {
  let arrive;
  const page = await open(t, {
    start: false,
    before: (page) =>
      page.route(`**/${MODULE}`, async (route) => {
        await new Promise((resolve) => (arrive = resolve));
        await route.continue();
      }),
  });
  await page.waitForFunction(() => document.querySelector(".boot-late")?.textContent.includes("还在下载"));
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  await page.getByText("还在下载").waitFor();
  arrive();
  await started(page);
});

test("a page whose start script does not run says what may be wrong", async (t) => {
  const page = await open(t, { start: false, allow: () => true, before: (page) => page.route(/boot-\w+\.js$/, (route) => route.abort()) });
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  const late = page.locator(".boot-late");
  await late.waitFor();
  assert.match(await late.innerText(), VERSIONS);
});

test("a browser that keeps nothing runs the page and is told how to keep the work", async (t) => {
  const page = await open(t, {
    before: (page) =>
      page.addInitScript(() => {
        for (const name of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException("The operation is insecure.", "SecurityError");
            },
          });
        }
      }),
    allow: (line) => line.includes("insecure"),
  });
  await page.locator(".tally").first().waitFor();
  const line = page.getByRole("status").filter({ hasText: "不让网页保存内容" });
  await line.getByRole("button", { name: "知道了" }).click();
  await line.waitFor({ state: "detached" });
});
