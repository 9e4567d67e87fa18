// A host of the site that does what a test asks of it: answers something else, or not at all, or is a newer version.

import { createServer } from "node:http";

import { SITE } from "./harness.mjs";

/**
 * Starts it; it ends with test `t`.
 *
 * `change` is called with every answer, before it is sent, and may change `status`, `headers` and `body` (a Buffer);
 * setting `dead` breaks the connection. It can be replaced at any time.
 *
 * @param {import("node:test").TestContext} t
 * @param {(answer: {path: string, status: number, headers: Record<string, string>, body: Buffer, dead?: boolean}) => void} [change]
 * @returns {Promise<{url: string, change: Function, asked: string[]}>}
 */
export async function proxy(t, change = () => {}) {
  const host = { url: "", change, asked: [] };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, SITE).pathname;
    host.asked.push(path);
    const found = await fetch(new URL(path, SITE), { headers: { "accept-encoding": "identity" } });
    const headers = Object.fromEntries(found.headers);
    for (const name of ["connection", "content-length", "transfer-encoding", "keep-alive"]) delete headers[name];
    const answer = { path, status: found.status, headers, body: Buffer.from(await found.arrayBuffer()) };
    host.change(answer);
    if (answer.dead) return request.socket.destroy();
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  host.url = `http://127.0.0.1:${server.address().port}/`;
  return host;
}

/** Puts a text into the place of another in an answer that is text. */
export function replace(answer, from, to) {
  answer.body = Buffer.from(answer.body.toString("utf8").replaceAll(from, to));
}
