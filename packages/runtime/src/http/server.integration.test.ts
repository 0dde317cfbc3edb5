import { createHash } from "node:crypto";
import { connect as connectSocket } from "node:net";
import {
  evaluateSafeguards,
  listPolicies,
  maxBodyBytes,
  type Principal,
  Problem,
  ProblemBody,
} from "@stagepass/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { makeTarget } from "../../../../test/support/target.ts";
import { defineService } from "../service/service.ts";
import { type Running, start } from "../service/start.ts";
import { handle } from "./route.ts";

const target = makeTarget();
const keys: Record<string, Principal> = {
  sp_deployer: { role: "deployer", keyId: "key_1", org: "acmecorp", scope: {} },
  sp_narrow: {
    role: "deployer",
    keyId: "key_2",
    org: "acmecorp",
    scope: { apps: ["billing"], stages: ["dev"] },
  },
  sp_operator: { role: "operator", keyId: "operator" },
};
const holders = new Map(
  Object.entries(keys).map(([key, principal]) => [createHash("sha256").update(key).digest("hex"), principal]),
);
let running: Running;
let evaluated: unknown;

/** Endpoints of the safeguards with simple handlers: the tests are about everything before the handlers. */
const service = defineService({
  name: "safeguards",
  env: z.object({}),
  create: () => ({
    routes: [
      handle(listPolicies, () => ({ items: [] })),
      handle(evaluateSafeguards, ({ body }) => {
        evaluated = body;
        return { verdict: "allowed" as const, results: [], password: "hunter2" };
      }),
    ],
    authenticate: async (digest) => {
      const principal = holders.get(digest);
      if (principal === undefined) throw new Problem("unauthenticated", "No such key.");
      return principal;
    },
  }),
});

function environment() {
  return { SAFEGUARDS_NATS_URL: `nats://${inject("natsUrl")}`, HTTP_PORT: "0", LOG_LEVEL: "silent" };
}

beforeAll(async () => {
  running = await start([service], environment());
});

afterAll(() => running.close());

beforeEach(() => {
  evaluated = undefined;
});

async function send(text: string, headers: Record<string, string> = {}) {
  const answer = await fetch(new URL("/v1/safeguards/evaluate", running.url), {
    method: "POST",
    headers: { authorization: "Bearer sp_deployer", "content-type": "application/json", ...headers },
    body: text,
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

async function problemOf(text: string, headers: Record<string, string> = {}) {
  const answer = await send(text, headers);
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(evaluated).toBeUndefined();
  return ProblemBody.parse(answer.body);
}

const body = (more: object = {}) => JSON.stringify({ safeguards: [], input: { target }, ...more });

test("the type of a problem leads to its page, which needs no key", async () => {
  const { type } = await problemOf(body({ unknown: 1 }));
  const page = await fetch(new URL(type, new URL("/v1/safeguards/evaluate", running.url)));
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("<h1>The request does not follow the rules</h1>");
});

describe("a valid request", () => {
  test("an answer has the fields of its contract and no others", async () => {
    expect((await send(body())).body).toEqual({ verdict: "allowed", results: [], blockedBy: [] });
  });

  test("the authorization scheme can be in upper or lower case", async () => {
    for (const scheme of ["bearer", "BEARER"]) {
      expect((await send(body(), { authorization: `${scheme} sp_deployer` })).status).toBe(200);
    }
  });

  test("an answer must not be cached, and has the id of its request", async () => {
    const { headers } = await send(body(), { "x-request-id": "ci-run-4711" });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-request-id")).toBe("ci-run-4711");
  });

  test("a request id that is not safe to log is replaced", async () => {
    const { headers } = await send(body(), { "x-request-id": '"},{"level":"fatal' });
    expect(headers.get("x-request-id")).toMatch(/^req_/);
  });

  test("a request with a template of 5 MB is answered", async () => {
    const template = { Resources: {}, Description: "x".repeat(5 * 1024 * 1024) };
    expect((await send(body({ input: { target, template } }))).status).toBe(200);
  });
});

describe("a request that breaks a rule is answered with a problem", () => {
  test("a request without a key is unauthenticated", async () => {
    const problem = await problemOf(body(), { authorization: "" });
    expect(problem).toMatchObject({ status: 401, code: "unauthenticated" });
    expect(problem.detail).toContain("Authorization: Bearer");
  });

  test("a request with an unknown key is unauthenticated before its body is checked", async () => {
    expect(await problemOf("{ not json", { authorization: "Bearer sp_wrong" })).toMatchObject({
      status: 401,
    });
  });

  test("a request with a key whose role is not permitted is forbidden", async () => {
    const problem = await problemOf(body(), { authorization: "Bearer sp_operator" });
    expect(problem).toMatchObject({ status: 403, code: "forbidden" });
    expect(problem.detail).toMatch(/permission safeguard:evaluate, which .*deployer/);
  });

  test("a request for another organization is not found, before the rest of the body is checked", async () => {
    const problem = await problemOf(
      body({ input: { target: { ...target, org: "othercorp" }, nonsense: 1 } }),
    );
    expect(problem).toMatchObject({ status: 404, code: "not-found" });
  });

  test("a request for an application and stage that the key does not cover is forbidden", async () => {
    expect(await problemOf(body(), { authorization: "Bearer sp_narrow" })).toMatchObject({ status: 403 });
  });

  test("a body that is not JSON is malformed", async () => {
    const problem = await problemOf('{\n  "safeguards": [,]\n}');
    expect(problem).toMatchObject({ status: 400, code: "malformed" });
    expect(problem.detail).toContain("line 2, column 18");
  });

  test.each(["", "null", "[]", '"text"'])(
    "the body %j in place of an object is a violation of the body as a whole",
    async (text) => {
      const problem = await problemOf(text);
      expect(problem).toMatchObject({ status: 400, errors: [{ path: "$" }] });
    },
  );

  test("a body that is not UTF-8 is malformed", async () => {
    const answer = await fetch(new URL("/v1/safeguards/evaluate", running.url), {
      method: "POST",
      headers: { authorization: "Bearer sp_deployer", "content-type": "application/json" },
      body: Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x7d]),
    });
    expect(ProblemBody.parse(await answer.json())).toMatchObject({ status: 400, code: "malformed" });
  });

  test("a body with an unknown field is invalid, with the path of the field", async () => {
    const problem = await problemOf(body({ safegards: [] }));
    expect(problem.errors).toEqual([{ path: "$.safegards", message: "is not a known field; remove it" }]);
  });

  test("a body with a repeated key is invalid, with the path of the key", async () => {
    expect((await problemOf('{"safeguards":[],"safeguards":[]}')).errors).toMatchObject([
      { path: "$.safeguards" },
    ]);
  });

  test("a body with the key __proto__ is invalid", async () => {
    expect((await problemOf('{"__proto__":{}}')).errors).toMatchObject([{ path: "$.__proto__" }]);
  });

  test.each([101, 10_000])("a body with a nesting of %i levels is invalid", async (depth) => {
    const problem = await problemOf(`{"safeguards":${"[".repeat(depth)}${"]".repeat(depth)}}`);
    expect(problem.detail).toContain("deeper than 100");
  });

  test("a body above the size limit is too large", async () => {
    const problem = await problemOf(body({ input: { target, template: "x".repeat(maxBodyBytes) } }));
    expect(problem).toMatchObject({ status: 413, code: "too-large" });
    expect(problem.detail).toContain("6 MiB");
  });

  test("a body with another content type than JSON is an unsupported media type", async () => {
    const problem = await problemOf("a=b", { "content-type": "application/x-www-form-urlencoded" });
    expect(problem).toMatchObject({ status: 415 });
  });
});

test("an endpoint that does not exist is not found, and the problem says where the documentation is", async () => {
  const answer = await fetch(new URL("/v1/nothing", running.url));
  expect(answer.status).toBe(404);
  expect(ProblemBody.parse(await answer.json()).detail).toContain("/docs");
});

test("a path with invalid percent-encoding is malformed", async () => {
  const answer = await fetch(new URL("/v1/orgs/%E0%A4%A", running.url));
  expect(ProblemBody.parse(await answer.json())).toMatchObject({ status: 400, code: "malformed" });
});

test("a parameter of a path that is far too long is not found and no internal error", async () => {
  const answer = await fetch(new URL(`/v1/safeguards/${"a".repeat(2_000)}`, running.url));
  expect(answer.status).toBe(404);
});

/** Sends bytes over a new connection, and returns everything that comes back. */
async function sendRaw(text: string): Promise<string> {
  const { port, hostname } = new URL(running.url);
  const socket = connectSocket(Number(port), hostname);
  let answer = "";
  socket.on("data", (data) => {
    answer += data;
  });
  socket.write(text);
  await new Promise((resolve) => socket.on("close", resolve));
  return answer;
}

test.each([
  ["bytes that are not HTTP", "\u0000\u0001 nonsense\r\n\r\n", 400],
  ["a header without a colon", "GET / HTTP/1.1\r\nhost: x\r\nbroken\r\n\r\n", 400],
  ["headers without an end", `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${"a".repeat(20_000)}\r\n\r\n`, 413],
])("%s are answered with a problem, and only their connection is closed", async (_what, text, status) => {
  const answer = await sendRaw(text);
  expect(answer).toContain(`HTTP/1.1 ${status} `);
  expect(answer).toContain("application/problem+json");
  expect((await send(body())).status).toBe(200);
});

describe.each(["", "/services/safeguards"])("under %j", (prefix) => {
  const get = (path: string) => fetch(new URL(`${prefix}${path}`, running.url));

  test("/healthz and /readyz answer", async () => {
    expect(await (await get("/healthz")).json()).toEqual({ status: "alive" });
    const ready = await get("/readyz");
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: "ready", services: { safeguards: { bus: "ok" } } });
  });

  test("/metrics answers in the format of Prometheus", async () => {
    await send(body());
    const text = await (await get("/metrics")).text();
    expect(text).toMatch(/stagepass_http_request_duration_seconds_count\{service="safeguards",method="POST"/);
  });

  test("/openapi.json describes the endpoints, and /docs shows it", async () => {
    const document = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) });
    const { openapi, paths } = document.parse(await (await get("/openapi.json")).json());
    expect(openapi).toBe("3.1.0");
    expect(Object.keys(paths)).toEqual(["/v1/safeguards", "/v1/safeguards/evaluate"]);
    const page = await get("/docs/");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("swagger-ui");
  });
});

describe("a stop", () => {
  const opened = [
    ["sends nothing", ""],
    ["sends half a header", "GET /healthz HTTP/1.1\r\nhost: x\r\n"],
    ["has its answer and stays", "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"],
    [
      "is refused before its body",
      "POST /v1/safeguards/evaluate HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{",
    ],
  ] as const;

  test.each(opened)("a stop does not wait for a connection that %s", async (_what, text) => {
    const other = await start([service], environment());
    const { port, hostname } = new URL(other.url);
    const socket = connectSocket(Number(port), hostname).on("error", () => {});
    await new Promise((resolve) => socket.once("connect", resolve));
    if (text !== "") socket.write(text);
    // A request on another connection is answered after the bytes above have arrived.
    await fetch(new URL("/healthz", other.url));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    // There is no time limit for this connection, so that waiting for it would last forever.
    await other.close();
  });

  test("a stop waits until the requests under way are answered", async () => {
    let release = () => {};
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const slow = defineService({
      name: "safeguards",
      env: z.object({}),
      create: () => ({
        routes: [
          handle(listPolicies, async () => {
            arrived();
            await waiting;
            return { items: [] };
          }),
        ],
        authenticate: () => Promise.reject(new Problem("unauthenticated", "No such key.")),
      }),
    });
    const other = await start([slow], environment());
    const answer = fetch(new URL("/v1/safeguards", other.url));
    await arrival;
    const closed = other.close();
    release();
    expect((await answer).status).toBe(200);
    await closed;
  });
});
