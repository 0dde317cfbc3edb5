import { hash } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { type Principal, Problem, streamEvents } from "@stagepass/contracts";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { eventually } from "../../../../../test/support/eventually.ts";
import { createMetrics, type Metrics } from "../../metrics/metrics.ts";
import type { Log } from "../../process/log.ts";
import { Signal } from "../../process/signal.ts";
import { Workload } from "../../process/workload/workload.ts";
import { countRequests } from "../drain.ts";
import { listen } from "../listen.ts";
import { mountRoutes } from "../mount.ts";
import { handleStream } from "../route.ts";
import { createHttpServer } from "../server.ts";
import { OpenStreams } from "./open-streams.ts";
import type { ServerSent } from "./server-sent.ts";

/** The keys that work. */
const keys = new Map<string, Principal>();
let authenticate: (digest: string) => Promise<Principal>;
/** What each stream sends from now on. */
let toSend: ServerSent[];
/** Whether sources stop answering, whatever happens. */
let stuck: boolean;
/** Tells each stream that there is more to send. */
let wakes: (() => void)[];
let lines: { readonly message: string; readonly reason?: string }[];

beforeEach(() => {
  keys.clear();
  addKey("sp_ada", "acmecorp");
  toSend = [{ comment: "following" }];
  wakes = [];
  stuck = false;
  lines = [];
  authenticate = async (digest) => {
    const principal = keys.get(digest);
    if (principal === undefined) throw new Problem("unauthenticated", "No such key.");
    return principal;
  };
});

function addKey(key: string, org: string, role: "admin" | "deployer" = "admin"): void {
  keys.set(hash("sha256", key), { role, keyId: key.replace("sp", "key"), org, scope: {} });
}

async function* source(ended: AbortSignal): AsyncGenerator<ServerSent> {
  const sent = new Signal();
  wakes.push(() => sent.raise());
  ended.addEventListener("abort", () => sent.raise());
  for (let at = 0; !ended.aborted; ) {
    const next = toSend[at];
    if (stuck && at > 0) await new Promise(() => {});
    if (next === undefined) await sent.wait(60_000);
    else yield next;
    if (next !== undefined) at += 1;
  }
}

/** A server with the route of streams. */
async function startServer(options: Partial<ConstructorParameters<typeof OpenStreams>[0]> = {}) {
  const log = fakeLog();
  const metrics: Metrics = createMetrics();
  const app = createHttpServer({ log, metrics });
  const streams = new OpenStreams({ log, metrics, checkEveryMs: 10, ...options });
  metrics.watchStreams(streams);
  app.addHook("preClose", async () => streams.end());
  const close = countRequests(app);
  const workload = new Workload({ max: 100, targetMs: 60_000, onRefused: () => {} });
  const route = handleStream(streamEvents, (_request, ended) => source(ended));
  mountRoutes(app, [route], { authenticate: (digest) => authenticate(digest), workload, streams });
  const url = await listen(app, "127.0.0.1", 0);
  onTestFinished(close);
  const read = async (key = "sp_ada", org = "acmecorp") => {
    const headers = { authorization: `Bearer ${key}` };
    const leaving = new AbortController();
    const answer = await fetch(new URL(`/v1/orgs/${org}/events`, url), { headers, signal: leaving.signal });
    onTestFinished(() => leaving.abort());
    return { answer, leave: () => leaving.abort() };
  };
  return { url, metrics, streams, close, read };
}

/** A log that remembers its lines. */
function fakeLog(): Log {
  const write = (fields: object, message: string) => lines.push({ ...fields, message });
  const quiet = { debug: () => {}, fatal: () => {}, trace: () => {} };
  const log = { ...quiet, info: write, warn: write, error: write, child: () => log };
  return log as unknown as Log; // all that the server uses of it
}

const whenEnded = (reason: string) =>
  eventually(
    async () => lines.find((line) => line.message === "stream ended" && line.reason === reason),
    `a stream ends by ${reason}`,
  );

test("a stream is sent as it happens, with the headers that keep proxies from holding it back", async () => {
  const { read } = await startServer();
  const { answer } = await read();
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    "x-content-type-options": "nosniff",
    "x-request-id": expect.any(String),
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe(": following\n\n");
  toSend.push({ id: "1-1", data: "{}" });
  for (const wake of wakes) wake();
  expect((await reader?.read())?.value).toBe("id: 1-1\ndata: {}\n\n");
});

test("a stream has one line in the log and one sample in the metrics, when its reader has left", async () => {
  const { read, metrics, streams } = await startServer();
  const { leave } = await read();
  expect((await metrics.read()).text).toContain("stagepass_http_streams 1");
  leave();
  expect(await whenEnded("reader")).toMatchObject({
    ...{ method: "GET", route: "/v1/orgs/:org/events", status: 200, keyId: "key_ada", org: "acmecorp" },
    ...{ requestId: expect.any(String), durationMs: expect.any(Number), sent: 1 },
  });
  expect(lines.map(({ message }) => message)).not.toContain("request answered");
  expect(streams.size).toBe(0);
  const { text } = await metrics.read();
  expect(text).toContain('stagepass_http_streams_ended_total{reason="reader"} 1');
  expect(text).not.toContain("stagepass_http_request_duration_seconds_count");
});

test("a stream ends as soon as its key is revoked, and those of other keys go on", async () => {
  addKey("sp_bob", "acmecorp");
  const { read, streams } = await startServer();
  const [ada] = [await read("sp_ada"), await read("sp_bob")];
  keys.delete(hash("sha256", "sp_ada"));
  expect(await ada.answer.text()).toBe(": following\n\n");
  expect(await whenEnded("key")).toMatchObject({ keyId: "key_ada" });
  expect(streams.size).toBe(1);
  expect((await read("sp_ada")).answer.status).toBe(401);
});

test("a stream ends when its key may not read it any more", async () => {
  const { read } = await startServer();
  const { answer } = await read();
  addKey("sp_ada", "acmecorp", "deployer");
  await answer.text();
  expect(await whenEnded("key")).toMatchObject({ keyId: "key_ada" });
});

test("a stream goes on while it cannot be found out whether its key works", async () => {
  const { read, streams } = await startServer();
  await read();
  let asked = 0;
  authenticate = async () => {
    asked += 1;
    throw new Problem("unavailable", "The database is away.");
  };
  await eventually(async () => (asked > 3 ? true : undefined), "it is asked some times");
  expect(streams.size).toBe(1);
});

test("a key of another organization, and one without the role, get no stream", async () => {
  addKey("sp_bob", "othercorp");
  addKey("sp_eve", "acmecorp", "deployer");
  const { read, streams } = await startServer();
  expect((await read("sp_bob")).answer.status).toBe(404);
  expect((await read("sp_eve")).answer.status).toBe(403);
  expect(streams.size).toBe(0);
});

test("one key has a bounded number of streams, and so has the process", async () => {
  addKey("sp_bob", "acmecorp");
  const { read } = await startServer({ max: 3, maxOfKey: 2 });
  const [first] = [await read(), await read()];
  const third = await read();
  expect(third.answer.status).toBe(429);
  expect(await third.answer.json()).toMatchObject({ code: "too-many-requests" });
  expect((await read("sp_bob")).answer.status).toBe(200);
  const fourth = await read("sp_bob");
  expect(fourth.answer.status).toBe(503);
  expect(await fourth.answer.json()).toMatchObject({ code: "unavailable" });
  first.leave();
  await whenEnded("reader");
  expect((await read()).answer.status).toBe(200);
});

test("a reader that does not read is cut off, and no more than its connection holds was taken for it", async () => {
  const { url } = await startServer({ stalledMs: 50 });
  const data = "x".repeat(100_000);
  let taken = 0;
  toSend = new Proxy([], { get: () => ({ id: `1-${taken++}`, data }) });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write("GET /v1/orgs/acmecorp/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sp_ada\r\n\r\n");
  socket.pause();
  const line = await whenEnded("slow");
  expect(line).toMatchObject({ sent: taken });
  expect(taken).toBeLessThan(1_000);
  socket.on("error", () => {}).resume();
  await once(socket, "close");
});

test("a server that stops ends its streams at once, and waits for none", async () => {
  const { read, close } = await startServer();
  const { answer } = await read();
  await Promise.all([close(), answer.text()]);
  await whenEnded("stopping");
});

test("a stream ends at once also while its source does not answer", async () => {
  const { close, read } = await startServer();
  stuck = true;
  const { answer } = await read();
  await Promise.all([close(), answer.text()]);
  await whenEnded("stopping");
});

test("what the source of a stream throws before its first message is the answer to the request", async () => {
  const { read, streams } = await startServer();
  toSend = new Proxy([], {
    get: () => {
      throw new Problem("unavailable", "Events cannot be followed at present.");
    },
  });
  const { answer } = await read();
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: "unavailable" });
  expect(streams.size).toBe(0);
});
