// A browser through its WebDriver: as much of the protocol as the tests in Firefox and WebKit need.

import { spawn } from "node:child_process";
import { createServer } from "node:net";

const PATIENCE = 60_000;

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Repeats `attempt` until it gives something, and gives that. */
export async function until(what, attempt) {
  const end = Date.now() + PATIENCE;
  let last;
  while (Date.now() < end) {
    try {
      const found = await attempt();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`, { cause: last });
}

/**
 * Starts a driver and a browser with a profile of its own; both end with test `t`.
 *
 * @param {import("node:test").TestContext} t
 * @param {string} driver the driver's program, which takes `--port=N`
 * @param {object} capabilities what the browser must be
 */
export async function browse(t, driver, capabilities) {
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`], { stdio: "ignore" });
  let session;
  const call = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error} ${value.message}`);
    return value;
  };
  t.after(async () => {
    if (session) await call("DELETE", session);
    child.kill();
  });
  await until("the driver", async () => (await call("GET", "/status")).ready !== false);
  const { sessionId } = await call("POST", "/session", { capabilities: { alwaysMatch: capabilities } });
  session = `/session/${sessionId}`;

  await call("POST", `${session}/window/rect`, { x: 0, y: 0, width: 1440, height: 900 });
  const find = async (css) => {
    const element = await call("POST", `${session}/element`, { using: "css selector", value: css });
    return `${session}/element/${Object.values(element)[0]}`;
  };
  return {
    open: (url) => call("POST", `${session}/url`, { url }),
    /** Runs a function in the page, with arguments that JSON can hold, and gives what it returns. */
    run: (script, ...args) => call("POST", `${session}/execute/sync`, { script: `return (${script})(...arguments)`, args }),
    press: async (css, text) => call("POST", `${await find(css)}/value`, { text }),
  };
}
