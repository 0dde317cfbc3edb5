import { randomUUID } from "node:crypto";
import {
  deadLetterStream,
  type EventContract,
  events as eventContracts,
  eventStream,
  eventsJetStream,
  ownerOf,
  requests,
} from "@stagepass/contracts";
import { AckPolicy } from "nats";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { connectAs, type EventLog, followEvents } from "../support/bus/event-log.ts";
import { eventually } from "../support/eventually.ts";
import type { Api } from "../support/stack/api.ts";
import { controlStandIn } from "../support/stack/stand-in.ts";
import { useStack } from "../support/stack/use-stack.ts";
import { makeTarget } from "../support/target.ts";

const stack = useStack({ servesExistingClients: true });
const org = "/v1/orgs/acmecorp";
let log: EventLog;
let admin: Api;
/** The id of the admin's key, which made every change. */
let by: string;

beforeAll(async () => {
  admin = stack.as(stack.facts.adminKey);
  log = await followEvents(stack.facts.natsUrl);
  const { body } = await admin("GET", `${org}/access-keys?limit=200`);
  by = body.items.find(({ role }: { role: string }) => role === "admin").id;
});

afterAll(() => log?.stop());

/** Reports a deployment as an existing client does when it has deployed. */
function reportDeployment() {
  const instance = "applications/storefront/services/checkout/stages/dev/regions/eu-central-1";
  return stack.asClient(stack.facts.adminKey)("POST", `/core/tenants/acmecorp/${instance}/deployments`, {
    ...{ versionFramework: "1.83.3", deploymentUid: randomUUID(), status: "success", archived: false },
    ...{ functions: {}, subscriptions: [], outputs: { url: "https://checkout.example.com" } },
  });
}

async function metricsOf(url: string): Promise<string> {
  return (await fetch(new URL("/metrics", url))).text();
}

/**
 * Waits until the last event about something came so many times, and returns all events about it: subjects without their owner, and data.
 */
async function announced(
  about: string,
  last: string,
  times = 1,
): Promise<[subject: string, data: unknown][]> {
  const isAbout = ({ event }: { event: { subject: string } }) => event.subject === about;
  const isLast = (stored: { subject: string; event: { subject: string } }) =>
    isAbout(stored) && stored.subject.endsWith(last);
  const isThere = () => log.events.filter(isLast).length >= times;
  await log.waitFor((stored) => isLast(stored) && isThere(), `${last} of ${about}`);
  return log.events
    .filter(isAbout)
    .map(({ subject, event }) => [subject.replace(/^\w+\.v1\./, ""), event.data]);
}

const target = (stage: string) => makeTarget({ stage });

test("changes of an organization are announced in their order", async () => {
  const operator = stack.as(stack.facts.operatorKey);
  const { body } = await operator("POST", "/v1/orgs", { name: "newcorp" });
  await operator("PATCH", "/v1/orgs/newcorp", { description: "New" });
  expect(body.name).toBe("newcorp");
  expect(await announced("newcorp", "org.updated")).toEqual([
    ["org.created", { org: "newcorp", by: "operator" }],
    ["org.updated", { org: "newcorp", by: "operator", changed: { fields: ["description"] } }],
  ]);
});

test("changes of a profile are announced in their order, with what changed and never a value", async () => {
  const path = `${org}/profiles/told`;
  const parameters = [
    { key: "A", value: "one" },
    { key: "B", value: "one" },
  ];
  await admin("PUT", path, { parameters });
  await admin("PUT", path, { parameters });
  await admin("PATCH", path, {
    description: "Told",
    parameters: [{ key: "A" }, { key: "B", value: "two" }],
  });
  await admin("POST", `${path}/versions/1/rollback`);
  await admin("PUT", `${org}/profiles/told-too`, { parameters: [{ key: "C", value: "three" }] });
  await admin("POST", `${path}/copy-parameters`, { from: { profile: "told-too" }, keys: ["C"] });
  await admin("DELETE", path);
  const facts = { org: "acmecorp", by, profile: "told" };
  const changed = { fields: ["description", "parameters"], parameterKeys: ["B"] };
  expect(await announced("acmecorp/profiles/told", "deleted")).toEqual([
    ["profile.created", { ...facts, version: 1 }],
    ["profile.updated", { ...facts, version: 2, previousVersion: 1, changed }],
    ["profile.rolled-back", { ...facts, version: 3, previousVersion: 2, restoredVersion: 1 }],
    [
      "profile.updated",
      {
        ...{ ...facts, version: 4, previousVersion: 3 },
        changed: { fields: ["parameters"], parameterKeys: ["C"] },
        copiedFrom: { profile: "told-too", version: 1 },
      },
    ],
    ["profile.deleted", { ...facts, version: 4 }],
  ]);
});

test("changes of a profile at the same time are announced in their order", async () => {
  const path = `${org}/profiles/busy`;
  await admin("PUT", path, {});
  const descriptions = Array.from({ length: 20 }, (_, index) => `change ${index}`);
  const answers = await Promise.all(descriptions.map((description) => admin("PATCH", path, { description })));
  expect(answers.map(({ status }) => status)).toEqual(descriptions.map(() => 200));
  await admin("DELETE", path);
  const versions = (await announced("acmecorp/profiles/busy", "deleted")).map(
    ([, data]) => (data as { version: number }).version, // parsed by its contract in the last test
  );
  expect(versions).toEqual([...Array.from({ length: 21 }, (_, index) => index + 1), 21]);
});

test("changes of an app and its stages are announced in their order", async () => {
  const path = `${org}/apps/told`;
  await admin("PUT", path, {});
  await admin("PUT", `${path}/stages/qa`, { profile: "dev" });
  await admin("PATCH", path, { description: "Told", defaultProfile: "dev" });
  await admin("PATCH", `${path}/stages/qa`, { profile: "prod" });
  await admin("DELETE", `${path}/stages/qa`);
  await admin("DELETE", path);
  const facts = { org: "acmecorp", by, app: "told" };
  expect(await announced("acmecorp/apps/told", "deleted")).toEqual([
    ["app.created", { ...facts, defaultProfile: null }],
    ["app.updated", { ...facts, changed: { fields: ["description"] } }],
    ["app.default-changed", { ...facts, previous: null, defaultProfile: "dev" }],
    ["app.deleted", { ...facts, dependents: { stages: 0, services: 0, instances: 0, providers: 0 } }],
  ]);
  const stage = { ...facts, stage: "qa" };
  expect(await announced("acmecorp/apps/told/stages/qa", "unmapped")).toEqual([
    ["stage.mapped", { ...stage, previous: null, profile: "dev" }],
    ["stage.mapped", { ...stage, previous: "dev", profile: "prod" }],
    ["stage.unmapped", { ...stage, previous: "prod" }],
  ]);
});

test("changes of a service and its instances are announced in their order, with what changed and never a value", async () => {
  const app = `${org}/apps/served`;
  const path = `${app}/services/checkout`;
  const instance = `${path}/instances/prod/eu-central-1`;
  await admin("PUT", app, {});
  for (const [method, at, body] of [
    ["PUT", path, { parameters: [{ key: "A", value: "one" }] }],
    ["PATCH", path, { description: "Told", parameters: [{ key: "A", value: "two" }] }],
    ["PUT", instance, {}],
    ["PATCH", instance, { inherits: false }],
    ["DELETE", instance, undefined],
    ["PUT", instance, { inherits: false }],
    ["DELETE", path, undefined],
    ["PUT", path, { description: "Told", parameters: [{ key: "A" }] }],
    ["PUT", instance, { inherits: false }],
  ] as const)
    expect((await admin(method, at, body)).status).toBeLessThan(300);
  const facts = { org: "acmecorp", by, app: "served", service: "checkout" };
  const nothing = { fields: [], parameterKeys: [] };
  const about = "acmecorp/apps/served/services/checkout";
  const changed = { fields: ["description", "parameters"], parameterKeys: ["A"] };
  expect(await announced(about, "restored")).toEqual([
    ["service.created", { ...facts, revision: 1 }],
    ["service.updated", { ...facts, revision: 2, changed }],
    ["service.removed", { ...facts, revision: 3 }],
    ["service.restored", { ...facts, revision: 4, changed: nothing }],
  ]);
  const place = { ...facts, stage: "prod", region: "eu-central-1" };
  expect(await announced(`${about}/instances/prod/eu-central-1`, "restored", 2)).toEqual([
    ["instance.created", { ...place, revision: 1 }],
    ["instance.updated", { ...place, revision: 2, changed: { fields: ["inherits"], parameterKeys: [] } }],
    ["instance.removed", { ...place, revision: 3 }],
    ["instance.restored", { ...place, revision: 4, changed: nothing }],
    // This one went with its service.
    ["instance.removed", { ...place, revision: 5 }],
    ["instance.restored", { ...place, revision: 6, changed: nothing }],
  ]);
});

test("changes of a blueprint are announced in their order, with what changed and never a value", async () => {
  const app = `${org}/apps/sketched`;
  await admin("PUT", app, {});
  for (const [stage, path] of [
    [null, "services"],
    ["prod", "stages/prod"],
  ] as const) {
    for (const [method, body] of [
      ["PUT", { parameters: [{ key: "A", value: "one" }] }],
      ["PUT", { provider: { none: true }, parameters: [{ key: "A" }] }],
      ["DELETE", undefined],
    ] as const)
      expect((await admin(method, `${app}/blueprints/${path}`, body)).status).toBeLessThan(300);
    const facts = { org: "acmecorp", by, app: "sketched", stage };
    const changed = { fields: ["provider"], parameterKeys: [] };
    expect(await announced(`acmecorp/apps/sketched/blueprints/${path}`, "deleted")).toEqual([
      ["blueprint.created", { ...facts, revision: 1 }],
      ["blueprint.updated", { ...facts, revision: 2, changed }],
      ["blueprint.deleted", { ...facts, revision: 2 }],
    ]);
  }
});

test("changes of a provider are announced in their order, with the names of its fields and never with a secret", async () => {
  const path = `${org}/providers/told`;
  const accessRole = { roleArn: "arn:aws:iam::222222222222:role/{app}/{service}" };
  const staticKeys = { accessKeyId: "AKIAEXAMPLE000000001", secretAccessKey: "told-to-nobody-at-all" };
  await admin("PATCH", org, { staticKeys: "allow" });
  await admin("PUT", path, { accessRole });
  await admin("PATCH", path, { staticKeys, accessRole: null });
  await admin("DELETE", path);
  await admin("PATCH", org, { staticKeys: "deny" });
  const facts = { org: "acmecorp", by, provider: "told" };
  const told = await announced("acmecorp/providers/told", "deleted");
  expect(told).toEqual([
    ["provider.created", { ...facts, revision: 1, isDefault: false }],
    [
      "provider.updated",
      { ...facts, revision: 2, isDefault: false, changed: { fields: ["accessRole", "staticKeys"] } },
    ],
    ["provider.deleted", { ...facts, revision: 2 }],
  ]);
});

test("a rename is announced under the old name, after what happened under it", async () => {
  const path = `${org}/apps/untold`;
  await admin("PUT", `${org}/profiles/untold`, {});
  await admin("PUT", path, {});
  await admin("PUT", `${path}/stages/qa`, { profile: "untold" });
  await admin("POST", `${path}/stages/qa/rename`, { name: "test" });
  await admin("POST", `${path}/rename`, { name: "retold" });
  await admin("POST", `${org}/profiles/untold/rename`, { name: "retold" });
  const facts = { org: "acmecorp", by, app: "untold" };
  expect(await announced("acmecorp/apps/untold", "renamed")).toEqual([
    ["app.created", { ...facts, defaultProfile: null }],
    ["app.renamed", { ...facts, name: "retold" }],
  ]);
  const stage = { ...facts, stage: "qa", profile: "untold" };
  expect(await announced("acmecorp/apps/untold/stages/qa", "renamed")).toEqual([
    ["stage.mapped", { ...stage, previous: null }],
    ["stage.renamed", { ...stage, name: "test" }],
  ]);
  const profile = { org: "acmecorp", by, profile: "untold", version: 1 };
  expect(await announced("acmecorp/profiles/untold", "renamed")).toEqual([
    ["profile.created", profile],
    ["profile.renamed", { ...profile, name: "retold" }],
  ]);
});

test("changes of an access key are announced in their order, and never with the key", async () => {
  const { body } = await admin("POST", `${org}/access-keys`, { role: "deployer", name: "told" });
  await admin("DELETE", `${org}/access-keys/${body.id}`);
  const facts = { org: "acmecorp", by, keyId: body.id, name: "told", role: "deployer" };
  expect(await announced(`acmecorp/access-keys/${body.id}`, "revoked")).toEqual([
    ["access-key.created", facts],
    ["access-key.revoked", facts],
  ]);
});

test("a resolve is announced as resolved, and so is its session", async () => {
  const { body } = await admin("POST", "/v1/resolve", target("dev"));
  const resolved = await ofDeployment(body.deploymentId, "resolver.v1.deployment.resolved");
  expect(resolved).toEqual({
    ...{ org: "acmecorp", by, deploymentId: body.deploymentId, target: target("dev"), purpose: "deploy" },
    ...{ profile: body.profile, provider: null, verdict: body.verdict },
  });
  const issued = await ofDeployment(body.deploymentId, "credentials.v1.session.issued");
  expect(issued).toMatchObject({
    ...{ org: "acmecorp", target: target("dev"), kind: "deploy" },
    ...{ roleArn: body.credentials.roleArn, expiration: body.credentials.expiration },
  });
});

test("a blocked resolve is announced with the safeguards that failed, and without a session", async () => {
  const { body } = await admin("POST", "/v1/resolve", target("us"));
  expect(await ofDeployment(body.deploymentId, "resolver.v1.deployment.blocked")).toMatchObject({
    ...{ by, target: target("us"), verdict: "blocked", failed: ["US only"] },
  });
  expect(subjectsOf(body.deploymentId)).toEqual(["resolver.v1.deployment.blocked"]);
});

test("a failed resolve is announced with the problem that the caller got", async () => {
  const roleArn = "arn:aws:iam::888888888888:role/deploy";
  await controlStandIn(stack.facts.awsEndpoint).trust(roleArn, { deny: true });
  await admin("PUT", `${org}/profiles/denied`, { accessRole: { roleArn } });
  await admin("PUT", `${org}/apps/storefront/stages/denied`, { profile: "denied" });
  const { body } = await admin("POST", "/v1/resolve", target("denied"));
  const { body: records } = await admin("GET", `${org}/deployments?limit=1`);
  const { id } = records.items[0];
  expect(await ofDeployment(id, "resolver.v1.deployment.failed")).toMatchObject({
    ...{ target: target("denied"), verdict: "allowed", problem: body.code },
  });
  expect(subjectsOf(id)).toEqual(["resolver.v1.deployment.failed"]);
});

test("an existing client's report is announced with only the names of its outputs", async () => {
  const { body } = await reportDeployment();
  expect(await ofDeployment(body.deploymentId, "resolver.v1.deployment.reported")).toEqual({
    ...{ org: "acmecorp", by, deploymentId: body.deploymentId, target: target("dev") },
    ...{ status: "success", archived: false, resolved: true, afterBlock: false, blockedDeploymentId: null },
    outputKeys: ["url"],
  });
});

const isOf = (deploymentId: string, data: unknown) =>
  typeof data === "object" && data !== null && Reflect.get(data, "deploymentId") === deploymentId;

async function ofDeployment(deploymentId: string, subject: string): Promise<unknown> {
  const found = await log.waitFor(
    (stored) => stored.subject === subject && isOf(deploymentId, stored.event.data),
    `${subject} of ${deploymentId}`,
  );
  return found.event.data;
}

function subjectsOf(deploymentId: string): string[] {
  return log.events.filter(({ event }) => isOf(deploymentId, event.data)).map(({ subject }) => subject);
}

test("the stream holds every type of event once, as its contract describes it", () => {
  const contracts = new Map<string, EventContract>(
    eventContracts.map((contract) => [contract.subject, contract]),
  );
  expect([...new Set(log.events.map(({ subject }) => subject))].sort()).toEqual([...contracts.keys()].sort());
  for (const { subject, messageId, event } of log.events) {
    const contract = contracts.get(subject);
    if (contract === undefined) throw new Error(`No contract declares ${subject}.`);
    expect(contract.data.parse(event.data)).toEqual(event.data);
    expect(event).toMatchObject({
      type: subject,
      source: `/stagepass/${ownerOf(contract)}`,
      id: messageId,
    });
  }
  expect(new Set(log.events.map(({ event }) => event.id)).size).toBe(log.events.length);
});

test("the stream holds no request", async () => {
  const { body } = await admin("PUT", `${org}/profiles/asked`, {
    safeguards: [
      { name: "EU", safeguard: "allowed-regions", enforcementLevel: "error", settings: ["eu-central-1"] },
    ],
  });
  expect(body.version).toBe(1);
  await admin("GET", `${org}/profiles/prod/access-role`);
  await admin("PUT", `${org}/providers/shown`, {
    accessRole: { roleArn: "arn:aws:iam::222222222222:role/shown" },
  });
  await admin("GET", `${org}/providers/shown/access-role`);
  await admin("POST", "/v1/resolve", { ...target("prod"), purpose: "plan" });
  const asYaml = { "content-type": "application/yaml" };
  await admin("POST", `${org}/import?dryRun=true`, "apiVersion: 1", asYaml);
  const client = stack.asClient(stack.facts.adminKey);
  const tenant = "/core/tenants/acmecorp";
  await client("GET", `${tenant}/applications`);
  await client("POST", `${tenant}/applications`, { appName: "cart" });
  await client("GET", `${tenant}/applications/cart`);
  await client("GET", `${tenant}/deploymentProfiles`);
  await client("POST", `${tenant}/deploymentProfiles`, { name: "cart" });
  await client("POST", `${tenant}/accessKeys`, { title: "laptop" });
  await client("POST", `${tenant}/applications/storefront/profileValue`, { stageName: "dev" });
  const service = `${tenant}/applications/storefront/services/checkout`;
  await client("GET", service);
  await client("POST", `${service}/stages/dev/regions/eu-central-1/outputs`, { outputName: "url" });
  await client("GET", `${service}/stages/dev/regions/eu-central-1/deployments`);
  const providers = "/orgs/acmecorp/providers";
  const providerDetails = { roleArn: "arn:aws:iam::222222222222:role/library" };
  await client("POST", providers, { alias: "library", providerDetails });
  await client("GET", providers);
  await client("GET", `${providers}/library`);
  const linked = `/orgs/acmecorp/services/${encodeURIComponent("appName|storefront|serviceName|checkout")}`;
  await client("POST", linked, { providerUid: "library" });
  await client("GET", linked);
  await client("POST", `${linked}/params`, { paramName: "KEY", paramValue: "value" });
  await client("DELETE", `${linked}/params/KEY`);
  await client("DELETE", `${linked}/providers/library`);
  await client("DELETE", `${providers}/library`);
  const processes = [stack.facts.url, stack.facts.legacyUrl ?? ""];
  const metrics = (await Promise.all(processes.map(metricsOf))).join("");
  for (const { subject } of requests) expect(metrics).toContain(`subject="${subject}",outcome="ok"`);
  const connection = await subscriber();
  const manager = await connection.jetstreamManager(eventsJetStream);
  const { state } = await manager.streams.info(eventStream.name, { subjects_filter: ">" });
  const announcedSubjects = eventContracts.map(({ subject }) => subject);
  expect(announcedSubjects).toEqual(expect.arrayContaining(Object.keys(state.subjects ?? {})));
});

test("a subscriber may create a durable consumer, read and acknowledge events, and publish dead letters", async () => {
  const connection = await subscriber();
  const manager = await connection.jetstreamManager(eventsJetStream);
  const durable = { durable_name: "mine", ack_policy: AckPolicy.Explicit };
  await manager.consumers.add(eventStream.name, durable);
  const consumer = await connection.jetstream(eventsJetStream).consumers.get(eventStream.name, "mine");
  const message = await consumer.next();
  expect(await message?.ackAck()).toBe(true);
  const { stream } = await connection.jetstream(eventsJetStream).publish("dead-letter.mine", message?.data);
  expect(stream).toBe(deadLetterStream.name);
  expect(await manager.consumers.delete(eventStream.name, "mine")).toBe(true);
});

test.each([
  ["announce an event", "profiles.v1.profile.updated"],
  ["ask a service", "profiles.v1.open"],
  ["ask for credentials", "credentials.v1.issue"],
  ["delete the stream", `$JS.API.STREAM.DELETE.${eventStream.name}`],
  ["purge the stream", `$JS.API.STREAM.PURGE.${eventStream.name}`],
  ["change the stream", `$JS.API.STREAM.UPDATE.${eventStream.name}`],
])("a subscriber may not %s", async (_, subject) => {
  const connection = await subscriber();
  const before = await lastOfStream(connection);
  const errors = errorsOf(connection);
  connection.publish(subject, "{}");
  expect(await eventually(async () => errors.at(0), "NATS refuses it")).toContain(subject);
  expect(await lastOfStream(connection)).toBe(before);
});

test.each([
  ["a service's replies", "_INBOX_resolver.>"],
  ["requests", "credentials.v1.issue"],
  ["everything", ">"],
])("a subscriber may not listen to %s", async (_, subject) => {
  const connection = await subscriber();
  const errors = errorsOf(connection);
  connection.subscribe(subject, { callback: () => {} });
  expect(await eventually(async () => errors.at(0), "NATS refuses it")).toContain(subject);
});

function errorsOf(connection: Awaited<ReturnType<typeof connectAs>>): string[] {
  const errors: string[] = [];
  void (async () => {
    for await (const { type, permissionContext, data } of connection.status()) {
      if (type === "error") errors.push(`${data} ${permissionContext?.subject}`);
    }
  })();
  return errors;
}

async function lastOfStream(connection: Awaited<ReturnType<typeof connectAs>>): Promise<number> {
  const manager = await connection.jetstreamManager(eventsJetStream);
  return (await manager.streams.info(eventStream.name)).state.last_seq;
}

async function subscriber() {
  const connection = await connectAs(stack.facts.natsUrl);
  onTestFinished(() => connection.close());
  return connection;
}
