import { createHash, randomUUID } from "node:crypto";
import {
  deploymentReported,
  deploymentResolved,
  durableOf,
  type EventType,
  eventStream,
} from "@stagepass/contracts";
import { type Running, start } from "@stagepass/runtime";
import type { NatsConnection } from "nats";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EventBus, startEventBus } from "../../../test/support/bus/event-bus.ts";
import { eventually } from "../../../test/support/eventually.ts";
import { createProfilesDatabase, newKeyring, operatorKey } from "../test/profiles-under-test.ts";
import { profiles } from "./service.ts";

let bus: EventBus;
let resolver: NatsConnection;
let running: Running;
let env: Record<string, string>;
let admin: string;

beforeAll(async () => {
  bus = await startEventBus();
  resolver = await bus.connectAs("resolver");
  env = {
    PROFILES_NATS_URL: bus.urlFor("profiles"),
    PROFILES_DATABASE_URL: await createProfilesDatabase(),
    STAGEPASS_KEYRING: newKeyring(),
    STAGEPASS_OPERATOR_KEY_SHA256: createHash("sha256").update(operatorKey).digest("hex"),
    HTTP_PORT: "0",
    LOG_LEVEL: "silent",
  };
  running = await start([profiles], env);
  admin = (await request(operatorKey, "POST", "/v1/orgs", { name: "acmecorp" })).body.adminKey;
});
afterAll(async () => {
  await running?.close();
  await resolver?.close();
  await bus?.stop();
});

async function request(key: string, method: string, path: string, body?: object) {
  const response = await fetch(new URL(path, running.url), {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

const app = (name: string) => `/v1/orgs/acmecorp/apps/${name}`;
const ask = (method: string, path: string, body?: object) => request(admin, method, path, body);
const makeApp = (name: string) => ask("PUT", app(name), {});
const place = (stage: string) => `/services/checkout/instances/${stage}/eu-central-1`;
const targetOf = (name: string, stage = "prod") => ({
  ...{ org: "acmecorp", app: name, stage },
  ...{ service: "checkout", region: "eu-central-1" },
});

/** Publishes an event as the resolver does. Events of all types that are followed are handled, in some order. */
async function announce(
  type: EventType,
  data: object,
  { id = randomUUID(), time = new Date() }: { id?: string; time?: Date } = {},
) {
  const event = {
    ...{ specversion: "1.0", id, source: "/stagepass/resolver", type, subject: "acmecorp/deployments/x" },
    ...{ time: time.toISOString(), datacontenttype: "application/json", data },
  };
  // Another message id each time, so that the stream stores what comes twice.
  await eventually(
    () =>
      resolver
        .jetstream()
        .publish(type, JSON.stringify(event), { msgID: randomUUID(), timeout: 2_000 })
        .catch(() => undefined),
    "the event is published",
  );
}
const resolve = (target: object, options?: { id?: string; time?: Date }, data: object = {}) =>
  announce("resolver.v1.deployment.resolved", { ...deploymentResolved.example, target, ...data }, options);
const report = (target: object, data: object = {}) =>
  announce("resolver.v1.deployment.reported", { ...deploymentReported.example, target, ...data });
const learned = (path: string) =>
  eventually(async () => {
    const { status, body } = await ask("GET", path);
    return status === 200 && body.removedAt === null ? body : undefined;
  }, `${path} is there`);

test("a deploy makes its service and instance, and a report does", async () => {
  await makeApp("first");
  await resolve(targetOf("first"));
  await report(targetOf("first", "dev"));
  expect(await learned(app("first") + place("prod"))).toMatchObject({
    revision: 1,
    inherits: true,
    provider: null,
  });
  await learned(app("first") + place("dev"));
  expect((await ask("GET", `${app("first")}/services/checkout`)).body).toMatchObject({ revision: 1 });
});

test("what proves no instance, or is for an app that is not there, makes none, and the next event is learned from", async () => {
  await makeApp("picky");
  await resolve(targetOf("picky", "planned"), {}, { purpose: "plan" });
  await resolve(targetOf("picky", "${opt:stage}"));
  await resolve(targetOf("nowhere"));
  await report(targetOf("picky", "removed"), { archived: true });
  await resolve(targetOf("picky", "real"));
  await learned(app("picky") + place("real"));
  await settled();
  const { body } = await ask("GET", `${app("picky")}/services/checkout/instances`);
  expect(body.items.map(({ stage }: { stage: string }) => stage)).toEqual(["real"]);
  expect((await ask("GET", app("nowhere"))).status).toBe(404);
});

test("the same deploys once more, in any number and at once, change nothing", async () => {
  await makeApp("often");
  await resolve(targetOf("often"), { id: "same" });
  const before = await learned(app("often") + place("prod"));
  await Promise.all(Array.from({ length: 30 }, () => resolve(targetOf("often"))));
  await resolve(targetOf("often"), { id: "same" });
  await settled();
  expect((await ask("GET", app("often") + place("prod"))).body).toEqual(before);
});

test("many first deploys of one service at the same time make it once, and each instance once", async () => {
  await makeApp("busy");
  const stages = Array.from({ length: 25 }, (_, index) => `s${index}`);
  await Promise.all(
    stages.flatMap((stage) => [resolve(targetOf("busy", stage)), report(targetOf("busy", stage))]),
  );
  for (const stage of stages)
    expect(await learned(app("busy") + place(stage))).toMatchObject({ revision: 1 });
  expect((await ask("GET", `${app("busy")}/services/checkout`)).body.revision).toBe(1);
});

test("a deploy brings a removed service and instance back with what is set on them, and one before the removal does not", async () => {
  await makeApp("again");
  const earlier = new Date(Date.now() - 60_000);
  await ask("PUT", `${app("again")}/services/checkout`, { parameters: [{ key: "A", value: "a" }] });
  await ask("PUT", app("again") + place("prod"), { inherits: false });
  await ask("DELETE", `${app("again")}/services/checkout`);
  await resolve(targetOf("again"), { time: earlier });
  await resolve(targetOf("again", "new"), { time: earlier });
  await settled();
  expect((await ask("GET", `${app("again")}/services/checkout`)).body.removedAt).not.toBeNull();
  expect((await ask("GET", app("again") + place("new"))).status).toBe(404);
  await resolve(targetOf("again"), { time: new Date(Date.now() + 60_000) });
  expect(await learned(app("again") + place("prod"))).toMatchObject({ inherits: false });
  expect(await learned(`${app("again")}/services/checkout`)).toMatchObject({ parameters: [{ key: "A" }] });
});

test("a deploy from before its app was made anew teaches nothing of it, and one since then does", async () => {
  await makeApp("anew");
  const earlier = new Date();
  await ask("DELETE", app("anew"));
  await makeApp("anew");
  await resolve(targetOf("anew", "old"), { time: earlier });
  await resolve(targetOf("anew", "new"));
  await learned(app("anew") + place("new"));
  await settled();
  expect((await ask("GET", app("anew") + place("old"))).status).toBe(404);
});

test("deploys while their service is removed leave no instance without its service", async () => {
  await makeApp("race");
  const service = `${app("race")}/services/checkout`;
  for (let round = 0; round < 5; round++) {
    await ask("PUT", service, {});
    await Promise.all([
      ask("DELETE", service),
      ...["a", "b", "c"].map((stage) => resolve(targetOf("race", stage + round))),
    ]);
    await settled();
    const isRemoved = (await ask("GET", service)).body.removedAt !== null;
    const { items } = (await ask("GET", `${service}/instances`)).body;
    if (isRemoved) expect(items).toEqual([]);
  }
});

test("two replicas share the work, and nothing is lost while NATS is away", async () => {
  await makeApp("shared");
  const second = await start([profiles], env);
  try {
    await resolve(targetOf("shared", "before"));
    await learned(app("shared") + place("before"));
    await bus.kill();
    expect((await ask("GET", app("shared"))).status).toBe(200);
    await bus.start();
    for (let index = 0; index < 10; index++) await resolve(targetOf("shared", `after${index}`));
    for (let index = 0; index < 10; index++) await learned(app("shared") + place(`after${index}`));
  } finally {
    await second.close();
  }
});

/** Waits until every event was handled and acknowledged. */
async function settled(): Promise<void> {
  const root = await bus.connectAs("administrator");
  const manager = await root.jetstreamManager();
  await eventually(async () => {
    const info = await manager.consumers.info(eventStream.name, durableOf("profiles"));
    return info.num_pending === 0 && info.num_ack_pending === 0 ? true : undefined;
  }, "all events are handled");
  await root.close();
}
