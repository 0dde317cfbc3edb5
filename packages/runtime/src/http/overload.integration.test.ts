import { createHash } from "node:crypto";
import { listPolicies, type Principal, Problem, ProblemBody } from "@stagepass/contracts";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
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
    HTTP_MAX_CONCURRENT: "4",
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

test("one key has room for at most half of the maximum", async () => {
  const underWay = await begin("sp_a", "sp_a");
  const refused = await ask("sp_a");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
  underWay.push(...(await begin("sp_b")));
  expect(await endAll(underWay)).toEqual([200, 200, 200]);
});

test("a metric counts the requests that were rejected, by reason", async () => {
  const metrics = await (await fetch(new URL("/metrics", running.url))).text();
  expect(metrics).toContain('stagepass_http_refused_total{reason="full"} 1');
  expect(metrics).toContain('stagepass_http_refused_total{reason="share"} 1');
});
