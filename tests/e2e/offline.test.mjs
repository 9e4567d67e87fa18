// After the first visit the page works without a network; a new version is offered in words and never swapped under a
// session.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { SITE, SITE_BELOW, started } from "./harness.mjs";
import { board, boardChanged, boardIs, firstCard, open, toEnd } from "./page.mjs";
import { proxy, replace } from "./proxy.mjs";

const BELOW = new URL(SITE_BELOW).pathname;
const NEXT = "0123456789abcdef";
const OTHER_PACK = "packs/china-2023.toml";

/** Opens the page with service workers, and waits until its copy is complete. */
async function visit(t, host, path = "/", options = {}) {
  const page = await open(t, { url: new URL(path, host.url).href, context: { serviceWorkers: "allow" }, ...options });
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  return page;
}

/** From now on the host answers nothing. */
function cut(host) {
  host.change = (answer) => {
    answer.dead = true;
  };
}

const text = (page, address) => page.evaluate(async (address) => (await fetch(address)).text(), address);
const buildOf = (page) => page.locator('meta[name="guoban-build"]').getAttribute("content");
const offer = (page) => page.getByRole("status").filter({ hasText: "新版本已就绪" });
const lookForUpdate = (page) => page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration()).update()));
const sha = (body) => createHash("sha256").update(body).digest("hex").slice(0, 16);

/** A host that serves the next build, in which one pack and the page differ. */
async function renew(host) {
  const fetched = async (name) => Buffer.from(await (await fetch(new URL(name, SITE))).arrayBuffer());
  const page = await fetched("index.html");
  const pack = await fetched(OTHER_PACK);
  const build = /guoban-build" content="(\w+)"/.exec(page)[1];
  const nextPage = Buffer.from(page.toString().replace(build, NEXT));
  const nextPack = Buffer.concat([pack, Buffer.from("# next\n")]);
  host.change = (answer) => {
    if (/\/(index\.html)?$/.test(answer.path)) answer.body = nextPage;
    if (answer.path.endsWith(OTHER_PACK)) answer.body = nextPack;
    if (answer.path.endsWith("/sw.js")) {
      replace(answer, build, NEXT);
      replace(answer, sha(page), sha(nextPage));
      replace(answer, sha(pack), sha(nextPack));
    }
  };
}

/** What a broken connection leaves in the console. */
const disconnected = (line) => /Failed to load resource|request failed|net::ERR|status 5\d\d/.test(line);

for (const path of ["/", BELOW]) {
  test(`a second visit needs no network, nor does a pack that was never opened (${path})`, async (t) => {
    const host = await proxy(t);
    const page = await visit(t, host, path, { allow: disconnected });
    const scope = await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).scope);
    assert.equal(scope, new URL(path, host.url).href, "it keeps to its folder");
    const first = await board(page);
    await toEnd(page, firstCard(page));
    const moved = await boardChanged(page, first);
    cut(host);
    await page.context().setOffline(true);
    await page.reload();
    await started(page);
    await boardIs(page, moved);
    assert.match(await text(page, OTHER_PACK), /china-2023/);
    await page.goto(new URL(`${path}index.html?from=a-bookmark`, host.url).href);
    await started(page);
    await boardIs(page, moved);
  });
}

test("everything the site consists of is in the copy", async (t) => {
  const host = await proxy(t);
  const page = await visit(t, host);
  const worker = await (await fetch(new URL("sw.js", SITE))).text();
  const names = [...worker.matchAll(/^ {2}"([^"]+)": "[0-9a-f]{16}",$/gm)].map(([, name]) => name);
  assert.ok(names.includes("index.html") && names.includes(OTHER_PACK), names.join(" "));
  cut(host);
  for (const name of names) assert.ok(await text(page, name), name);
});

test("a new version is offered in words; the old page works on, and reloading brings the new one", async (t) => {
  const host = await proxy(t);
  const page = await visit(t, host, "/", { allow: disconnected });
  const build = await buildOf(page);
  const before = await board(page);
  await renew(host);
  await lookForUpdate(page);
  await offer(page).waitFor();
  assert.equal(await buildOf(page), build, "nothing is swapped");
  assert.doesNotMatch(await text(page, OTHER_PACK), /# next/, "nor is what it fetches from now on");
  await toEnd(page, firstCard(page));
  const moved = await boardChanged(page, before);

  await offer(page).getByRole("button", { name: "重新载入" }).click();
  await page.waitForFunction((next) => document.querySelector(`meta[name="guoban-build"][content="${next}"]`), NEXT);
  await started(page);
  await boardIs(page, moved);
  assert.match(await text(page, OTHER_PACK), /# next/);
  cut(host);
  await page.reload();
  await started(page);
  assert.equal(await buildOf(page), NEXT, "the new version is the one that is kept");
});

test("a window that puts the new version off stays with the old one while another uses the new one", async (t) => {
  const host = await proxy(t);
  const old = await visit(t, host, "/", { allow: disconnected });
  const build = await buildOf(old);
  await renew(host);
  await lookForUpdate(old);
  await offer(old).getByRole("button", { name: "以后再说" }).click();
  await offer(old).waitFor({ state: "detached" });

  const other = await old.context().newPage();
  await other.goto(host.url);
  await started(other);
  assert.equal(await buildOf(other), NEXT);
  await other.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  // The other window is new already, so its worker takes over without a question.
  await other.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()).waiting, null, { polling: 100 });
  cut(host);
  assert.match(await text(other, OTHER_PACK), /# next/);
  assert.doesNotMatch(await text(old, OTHER_PACK), /# next/);
  assert.equal(await offer(other).count(), 0);
  assert.equal(await buildOf(old), build);
});

test("an update that does not arrive whole is not offered", async (t) => {
  const host = await proxy(t);
  const page = await visit(t, host, "/", { allow: disconnected });
  await renew(host);
  const renewed = host.change;
  host.change = (answer) => {
    renewed(answer);
    if (answer.path.endsWith(OTHER_PACK)) answer.body = Buffer.from("<title>Log in</title>");
  };
  await lookForUpdate(page);
  await page.waitForFunction(async () => {
    const { installing, waiting } = await navigator.serviceWorker.getRegistration();
    return !installing && !waiting;
  }, null, { polling: 100 });
  assert.equal(await offer(page).count(), 0);
  cut(host);
  await page.reload();
  await started(page);
  assert.match(await text(page, OTHER_PACK), /china-2023/);
});

test("a browser that refuses to keep a copy works as before, with a network", async (t) => {
  const refuse = () => {
    ServiceWorkerContainer.prototype.register = () => {
      window.refused = true;
      return Promise.reject(new DOMException("not allowed", "SecurityError"));
    };
  };
  const host = await proxy(t);
  const page = await open(t, {
    url: host.url,
    context: { serviceWorkers: "allow" },
    before: (page) => page.addInitScript(refuse),
  });
  await page.waitForFunction(() => window.refused);
  await page.reload();
  await started(page);
  await page.locator(".tally").first().waitFor();
});

test("a host that answers with errors does not take the page away", async (t) => {
  const host = await proxy(t);
  const page = await visit(t, host, "/", { allow: disconnected });
  const before = await board(page);
  host.change = (answer) => {
    answer.status = 503;
  };
  await page.reload();
  await started(page);
  await boardIs(page, before);
});
