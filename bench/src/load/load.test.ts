import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { load } from "./load.ts";

/** A server that answers its requests one after the other with these; the last is repeated. */
async function serve(...answers: readonly { readonly status: number; readonly text: string }[]) {
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume();
    const { status, text } = answers[Math.min(requests, answers.length - 1)] ?? { status: 500, text: "" };
    requests += 1;
    response.writeHead(status).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return { url: `http://127.0.0.1:${port}/`, countRequests: () => requests };
}

const right = { status: 200, text: '{"verdict":"allowed"}' };
const shotAt = (url: string) => ({ url, body: "{}", expects: '"verdict":"allowed"' });

test("counts every request, and measures the answers that come in its window", async () => {
  const server = await serve(right);
  const figures = await load({ shot: shotAt(server.url), connections: 2, seconds: 0.05 });
  expect(figures.requests).toBe(server.countRequests());
  expect(figures.perSecond * 0.05).toBeLessThan(figures.requests);
  expect(figures.p99Ms).toBeGreaterThanOrEqual(figures.p50Ms);
  expect(figures.p50Ms).toBeGreaterThan(0);
});

test.each([
  ["is not 200", { status: 503, text: "too busy" }, "answered 503, and not"],
  ["is another one with 200", { status: 200, text: '{"verdict":"blocked"}' }, '{"verdict":"blocked"}'],
])("ends with the text of the first answer that %s", async (_what, wrong, text) => {
  const server = await serve(right, right, wrong);
  const order = { shot: shotAt(server.url), connections: 1, seconds: 60 };
  await expect(load(order)).rejects.toThrow(text);
  expect(server.countRequests()).toBe(3);
});

test("ends when a connection breaks, and says where", async () => {
  const order = { shot: shotAt("http://127.0.0.1:1/"), connections: 1, seconds: 60 };
  await expect(load(order)).rejects.toThrow("http://127.0.0.1:1/");
});
