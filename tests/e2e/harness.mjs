// What every end-to-end test shares: one browser per test file, a fresh context per page, and a watch for everything
// that must never happen on any page. `cargo xtask test --only e2e` serves dist/ and sets the variables read here.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

/** Sizes the design is made for. */
export const SIZES = {
  desktop: { width: 1440, height: 900 },
  laptop: { width: 1366, height: 768 },
  phone: { width: 390, height: 844 },
  hall: { width: 1920, height: 1080 },
};

/** Where the site is served, with a slash at the end. */
export const SITE = setting("GUOBAN_URL");
/** The same site, below a deeper path. */
export const SITE_BELOW = new URL(process.env.GUOBAN_SUB_PATH ?? "/", SITE).href;
/** Where pictures go. */
export const OUTPUT = fileURLToPath(new URL("output/", import.meta.url));

const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

let launched;

/** The file's browser, started at first use. */
export function browser() {
  launched ??= chromium.launch({
    executablePath: setting("GUOBAN_CHROME"),
    headless: true,
    args: process.getuid?.() === 0 ? [...FLAGS, "--no-sandbox"] : FLAGS,
  });
  return launched;
}

/** Closes the browser. Scripts call it; in a test file it happens by itself. */
export async function closeBrowser() {
  const running = launched;
  launched = undefined;
  await (await running)?.close();
}

if (process.env.NODE_TEST_CONTEXT) after(closeBrowser);

/**
 * Opens the site in a fresh context and waits until the app runs.
 *
 * At the end of test `t` the page is closed, and the test fails if anything forbidden happened: an error in the console,
 * an uncaught error, a violation of the content-security policy, a failed request, a request to another origin. A test
 * that provokes such a thing passes `allow`, a function that says which of these lines are meant.
 *
 * @param {import("node:test").TestContext} t
 * @param {object} [options]
 * @param {string} [options.url] default {@link SITE}; a fragment such as `#s=…` may be given alone
 * @param {"zh"|"en"} [options.language]
 * @param {"light"|"dark"} [options.theme]
 * @param {{width: number, height: number}} [options.size] default `SIZES.desktop`
 * @param {Record<string, string>} [options.storage] localStorage before the first script runs
 * @param {(line: string) => boolean} [options.allow]
 * @param {boolean} [options.start] false: do not wait for the app
 * @param {(page: import("playwright-core").Page) => unknown} [options.before] called before the page is loaded
 * @param {import("playwright-core").BrowserContextOptions} [options.context]
 */
export async function open(t, options = {}) {
  const context = await (await browser()).newContext({
    viewport: options.size ?? SIZES.desktop,
    colorScheme: options.theme ?? "light",
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // A service worker answers before a test's own routes do; the tests of it ask for it.
    serviceWorkers: "block",
    ...options.context,
  });
  context.setDefaultTimeout(15_000);
  await context.addInitScript(prepare, {
    ...(options.language && { "guoban.language": options.language }),
    ...(options.theme && { "guoban.theme": options.theme }),
    ...options.storage,
  });
  const page = await context.newPage();
  const address = new URL(options.url ?? "", SITE);
  const problems = watch(page, address.origin);
  t.after?.(async () => {
    await context.close();
    const found = problems.filter((line) => !options.allow?.(line));
    assert.deepEqual(found, [], "things happened on the page that must not");
  });
  await options.before?.(page);
  await page.goto(address.href);
  if (options.start !== false) await started(page);
  return page;
}

/** Waits until the app has drawn itself, the waiting line is gone and a pack is open. */
export async function started(page) {
  await page.locator("#app > *").first().waitFor({ state: "attached" });
  await page.locator("#boot").waitFor({ state: "hidden" });
  await page.locator(".opening").waitFor({ state: "detached" });
}

/** The lines collected while a page lives; see {@link open}. */
function watch(page, origin) {
  const problems = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.origin !== origin) {
      problems.push(`other origin: ${request.url()}`);
    }
  });
  page.on("requestfailed", (request) => {
    problems.push(`request failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`status ${response.status()}: ${response.url()}`);
  });
  return problems;
}

/** Runs in the page before any of its scripts. Values set later, by the app, survive a reload. */
function prepare(storage) {
  for (const [key, value] of Object.entries(storage)) {
    if (localStorage.getItem(key) === null) localStorage.setItem(key, value);
  }
  addEventListener("securitypolicyviolation", (event) => {
    console.error(`policy: ${event.effectiveDirective} blocked ${event.blockedURI || "inline"}`);
  });
}

/** Saves a picture of the page to output/ and gives its path. */
export async function picture(page, name, options = {}) {
  mkdirSync(OUTPUT, { recursive: true });
  const path = `${OUTPUT}${name}.png`;
  await page.screenshot({ path, animations: "disabled", ...options });
  return path;
}

function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this through \`cargo xtask test --only e2e\``);
  return value;
}
