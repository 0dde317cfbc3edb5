import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { listPolicies, type Principal, Problem, ProblemBody, resolveDeploy } from "@stagepass/contracts";
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from "vitest";
import { z } from "zod";
import { defineService } from "../service/service.ts";
import { type Running, start } from "../service/start.ts";
import { handle } from "./route.ts";

const digestOf = (key: string) => createHash("sha256").update(key).digest("hex");
const holders = new Map(
  ["sp_a", "sp_b", "sp_c"].map((key): [string, Principal] => [
    digestOf(key),
    { role: "deployer", keyId: key, org: "acmecorp", scope: {} },
  ]),
);
let running: Running;
/** Ends the requests that are under way, in the order in which they came. */
const ends: (() => void)[] = [];

/** A service whose answers wait until the test lets them go. */
const service = defineService({
  name: "safeguards",
  env: z.object({}),
  create: () => ({
    routes: [
      handle(listPolicies, async () => {
        await new Promise<void>((resolve) => ends.push(resolve));
        return { items: [] };
      }),
      handle(resolveDeploy, () => Promise.reject(new Error("No test sends all of a body."))),
    ],
    authenticate: async (digest) => {
      const principal = holders.get(digest);
      if (principal === undefined) throw new Problem("unauthenticated", "No such key.");
      return principal;
    },
  }),
});

beforeAll(async () => {
  running = await start([service], {
    ...{ SAFEGUARDS_NATS_URL: `nats://${inject("natsUrl")}`, HTTP_PORT: "0", LOG_LEVEL: "silent" },
    ...{ HTTP_MAX_CONCURRENT: "4", HTTP_TARGET_MS: "60000" },
  });
});
afterAll(() => running.close());

const ask = (key: string) =>
  fetch(new URL("/v1/safeguards", running.url), { headers: { authorization: `Bearer ${key}` } });

/** Requests that have reached the handler. */
async function begin(...keys: readonly string[]): Promise<Promise<Response>[]> {
  const before = ends.length;
  const answers = keys.map(ask);
  await expect.poll(() => ends.length).toBe(before + keys.length);
  return answers;
}

async function endAll(answers: readonly Promise<Response>[]): Promise<number[]> {
  for (const end of ends.splice(0)) end();
  return (await Promise.all(answers)).map(({ status }) => status);
}

test("requests above the maximum are answered at once with Retry-After, and health is still answered", async () => {
  const underWay = await begin("sp_a", "sp_a", "sp_b", "sp_b");
  const refused = await ask("sp_c");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(ProblemBody.parse(await refused.json())).toMatchObject({ code: "unavailable" });
  expect((await fetch(new URL("/healthz", running.url))).status).toBe(200);
  expect(await endAll(underWay)).toEqual([200, 200, 200, 200]);
  expect(await endAll(await begin("sp_c"))).toEqual([200]);
});

test("while other keys ask as well, one key has room for half of the limit", async () => {
  await endAll(await begin("sp_b"));
  const underWay = await begin("sp_a", "sp_a");
  const refused = await ask("sp_a");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
  underWay.push(...(await begin("sp_b")));
  expect(await endAll(underWay)).toEqual([200, 200, 200]);
});

test("a request is rejected before its body has arrived, and its connection stays open", async () => {
  const underWay = await begin("sp_a", "sp_a", "sp_b", "sp_b");
  const { hostname: host, port } = new URL(running.url);
  const socket = connect({ host, port: Number(port) });
  onTestFinished(() => void socket.destroy());
  const answer = async () => String((await once(socket, "data"))[0]);
  const request = (body: string) =>
    `POST /v1/resolve HTTP/1.1\r\nhost: stagepass\r\nauthorization: Bearer sp_c\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n${body}`;
  socket.write(request(""));
  expect(await answer()).toMatch(/^HTTP\/1.1 503 /);
  socket.write(`${" ".repeat(20)}${request("")}`);
  expect(await answer()).toMatch(/^HTTP\/1.1 503 /);
  expect(await endAll(underWay)).toEqual([200, 200, 200, 200]);
});

test("a metric counts the requests that were rejected, by reason", async () => {
  const metrics = await (await fetch(new URL("/metrics", running.url))).text();
  expect(metrics).toContain('stagepass_http_refused_total{reason="full"} 3');
  expect(metrics).toContain('stagepass_http_refused_total{reason="share"} 1');
  expect(metrics).toContain("stagepass_http_limit 4");
  expect(metrics).toContain("stagepass_http_under_way 0");
});
