import { once } from "node:events";
import { connect as connectSocket, createServer } from "node:net";
import { defineRoute, maxBodyBytes, problemCodes } from "@stagepass/contracts";
import { type BoundRoute, defineService, handle, Reply, type Running, start } from "@stagepass/runtime";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { findFreePort } from "../../../apps/local/src/parts/processes/free-port.ts";
import { dialect } from "./dialect.ts";

const askStage = defineRoute({
  service: "legacy",
  method: "POST",
  path: "/core/tenants/{org}/stages/{stage}",
  summary: "What is known of a stage?",
  action: "resolve:deploy",
  throws: problemCodes,
  params: z.object({ org: z.string(), stage: z.string() }),
  headers: z.object({ "x-platform-version": z.string().optional() }),
  body: z.object({ quiet: z.boolean().default(false), text: z.string().default("") }),
  response: z.object({ stage: z.string(), sdk: z.string().optional(), length: z.int() }).optional(),
});

const answered = handle(askStage, ({ params: { stage }, headers, body }) =>
  body.quiet
    ? new Reply(undefined, { status: 204 })
    : { stage, sdk: headers["x-platform-version"], length: body.text.length, key: "sp_hidden" },
);

/** Starts a service that speaks as the existing clients do, and has one route. */
const serve = (route: BoundRoute, httpPort: number) =>
  start(
    [
      defineService({
        name: "legacy",
        env: z.object({}),
        dialect,
        create: () => ({
          routes: [route],
          authenticate: async () => ({ role: "deployer", keyId: "key_1", org: "acmecorp", scope: {} }),
        }),
      }),
    ],
    {
      LEGACY_NATS_URL: `nats://${inject("natsUrl")}`,
      HTTP_HOST: "localhost",
      HTTP_PORT: String(httpPort),
      LOG_LEVEL: "silent",
    },
  );

/** The addresses that localhost has on this machine. */
const loopback = ["127.0.0.1", ...((await hasIpv6()) ? ["::1"] : [])];

let port: number;
let running: Running;
beforeAll(async () => {
  port = await findFreePort();
  running = await serve(answered, port);
});
afterAll(() => running.close());

/** Sends bytes as they are, since `fetch` encodes what stands in a path. */
async function send(
  request: string,
  host = "127.0.0.1",
): Promise<{ status: number; head: string; body: string }> {
  const socket = connectSocket(port, host);
  let answer = "";
  socket.on("data", (data) => {
    answer += data;
  });
  socket.write(request);
  await once(socket, "close");
  const [head = "", body = ""] = answer.split("\r\n\r\n", 2);
  return { status: Number(head.split(" ")[1]), head, body };
}

interface Sent {
  readonly path?: string;
  readonly host?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function post({ path = "/core/tenants/acmecorp/stages/dev", host, body = "{}", headers = {} }: Sent) {
  const all = {
    host: "localhost",
    connection: "close",
    authorization: "bearer sp_deployer",
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return send([`POST ${path} HTTP/1.1`, ...lines, "", body].join("\r\n"), host);
}

async function stageOf(part: string): Promise<unknown> {
  const { body } = await post({ path: `/core/tenants/acmecorp/stages/${part}` });
  return JSON.parse(body).stage;
}

test("clients that call localhost get an answer on every address of localhost", async () => {
  expect(running.url).toBe(`http://localhost:${port}`);
  for (const host of loopback) expect((await post({ host })).status).toBe(200);
});

test("an answer holds the fields of the contract alone, and may have no content", async () => {
  const { head, body } = await post({
    headers: { "x-platform-version": "2.3.2", "x-request-id": "ci-run-4711" },
  });
  expect(JSON.parse(body)).toEqual({ stage: "dev", sdk: "2.3.2", length: 0 });
  expect(head).toMatch(/^x-request-id: ci-run-4711$/m);
  expect(await post({ body: '{"quiet":true}' })).toMatchObject({ status: 204, body: "" });
});

test("the authorization scheme is accepted in upper and lower case", async () => {
  for (const scheme of ["Bearer", "bearer", "BEARER"]) {
    expect((await post({ headers: { authorization: `${scheme} sp_deployer` } })).status).toBe(200);
  }
});

test.each([
  "${opt:stage,'dev'}",
  'a"b',
  "a|b",
  "{x}",
  "a;b=c",
  "a\\b^`<c>",
  "50%",
  "%zz",
  "%E0%A4%A",
  "a+b",
  "..",
  "a&b",
])("the name %s arrives unchanged, raw and encoded", async (name) => {
  expect(await stageOf(name)).toBe(name);
  expect(await stageOf(encodeURIComponent(name))).toBe(name);
});

test.each(["${opt:stage, 'dev'}", "feature/login", "what?", "ä😀"])(
  "the name %s arrives encoded",
  async (name) => {
    expect(await stageOf(encodeURIComponent(name))).toBe(name);
  },
);

test("a body of several megabytes is accepted", async () => {
  const text = "x".repeat(5 * 1024 * 1024);
  expect(JSON.parse((await post({ body: JSON.stringify({ text }) })).body)).toMatchObject({
    length: text.length,
  });
});

describe("a refused request", () => {
  test.each<[string, Sent, number, string]>([
    ["without a key", { headers: { authorization: "" } }, 401, "Send an access key in the header"],
    [
      "for another organization",
      { path: "/core/tenants/othercorp/stages/dev" },
      404,
      "There is no organization",
    ],
    ["with broken JSON", { body: "{" }, 400, "line 1"],
    ["without a body", { body: "" }, 400, "send a body"],
    ["with a form", { headers: { "content-type": "text/plain" } }, 415, "Send the body as JSON"],
    ["with a wrong type", { body: '{"quiet":1}' }, 400, '"quiet" must be'],
    ["past the limit", { headers: { "content-length": String(maxBodyBytes + 1) } }, 413, "6 MiB"],
    [
      "to nowhere",
      { path: "/core/nowhere" },
      404,
      "There is no endpoint POST /core/nowhere. This version of the Serverless Framework asks",
    ],
    ["with a raw space in the path", { path: "/core/tenants/a b" }, 400, "not valid HTTP"],
  ])("a request is refused in a format that the existing clients read: %s", async (_, sent, status, says) => {
    const answer = await post(sent);
    expect(answer.status).toBe(status);
    expect(answer.head).toContain("content-type: application/json; charset=utf-8");
    const { errorMessage, ...more } = JSON.parse(answer.body);
    expect(errorMessage).toContain(says);
    expect(more).toEqual({});
  });
});

test("requests appear in the metrics like those of the API", async () => {
  await post({});
  const metrics = await (await fetch(new URL("/metrics", running.url))).text();
  expect(metrics).toContain('route="/core/tenants/:org/stages/:stage",status="200"');
});

describe("a port that another program has", () => {
  test.each(loopback)("a port that another program has on %s is named, and the start fails", async (host) => {
    const other = createServer().listen(0, host);
    await once(other, "listening");
    const address = other.address();
    const taken = typeof address === "object" && address !== null ? address.port : 0;
    await expect(serve(answered, taken)).rejects.toMatchObject({
      name: "PortInUseError",
      port: taken,
      message: `Port ${taken} of ${host} is in use. Stop what uses it, or choose another port.`,
    });
    other.close();
  });
});

test("a stop answers the requests under way, and does not wait for idle connections", async () => {
  let release = () => {};
  const waiting = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const slow = handle(askStage, async () => {
    arrived();
    await waiting;
    return { stage: "slow", length: 0 };
  });
  const other = await serve(slow, await findFreePort());
  const { port: otherPort } = new URL(other.url);
  const idle = loopback.map((host) => connectSocket(Number(otherPort), host));
  await Promise.all(
    idle.map((socket) =>
      once(
        socket.on("error", () => {}),
        "connect",
      ),
    ),
  );
  const answer = fetch(`${other.url}/core/tenants/acmecorp/stages/dev`, {
    method: "POST",
    headers: { authorization: "bearer sp_deployer", "content-type": "application/json" },
    body: "{}",
  });
  await arrival;
  const closed = other.close();
  release();
  expect((await answer).status).toBe(200);
  await closed;
  await expect(fetch(`${other.url}/core`)).rejects.toThrow();
});

async function hasIpv6(): Promise<boolean> {
  const server = createServer().listen(0, "::1");
  try {
    await once(server, "listening");
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
