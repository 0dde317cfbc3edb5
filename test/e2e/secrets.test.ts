import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DEFAULT_CREDENTIALS } from "@stagepass/aws-stand-in";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type EventLog, followEvents } from "../support/bus/event-log.ts";
import { eventually } from "../support/eventually.ts";
import { startOtlpReceiver } from "../support/otlp/receiver.ts";
import { formsOf } from "../support/secret-forms.ts";
import { dumpDatabase } from "../support/servers/database-dump.ts";
import { query } from "../support/servers/schema.ts";
import type { Api } from "../support/stack/api.ts";
import { controlStandIn } from "../support/stack/stand-in.ts";
import { useStack } from "../support/stack/use-stack.ts";
import { makeTarget } from "../support/target.ts";

// The most verbose level shows the most that can be logged.
vi.stubEnv("LOG_LEVEL", "trace");
const receiver = await startOtlpReceiver();
vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
vi.stubEnv("OTEL_BSP_SCHEDULE_DELAY", "50");
afterAll(async () => {
  vi.unstubAllEnvs();
  await receiver.stop();
});

const stack = useStack();
const org = "/v1/orgs/acmecorp";
const roleArn = "arn:aws:iam::777777777777:role/deploy";
const deniedRoleArn = "arn:aws:iam::888888888888:role/deploy";

/** Makes a unique text with characters that each encoding writes differently. */
const mark = (what: string) => `${what}-${randomBytes(12).toString("hex")}?"/+é>\\~`;
const marks = {
  value: mark("value"),
  replacedValue: mark("replaced-value"),
  openValue: mark("value-that-is-not-sensitive"),
  refusedValue: mark("refused-value"),
  jsonKey: mark("json-key"),
  siblingJsonKey: mark("sibling-json-key"),
  textSecret: mark("text-secret"),
  staticSecret: `static-secret-${randomBytes(16).toString("hex")}`,
  replacedStaticSecret: `replaced-static-secret-${randomBytes(16).toString("hex")}`,
  refusedStaticSecret: mark("refused-static-secret"),
  environment: `sk_live_${randomBytes(16).toString("hex")}`,
  wrongKey: `sp_${randomBytes(32).toString("base64url")}`,
};
/** The secrets by name. */
const secrets = new Map<string, string>(Object.entries(marks));
/** The responses that must not contain a secret. */
const answers: string[] = [];
let records: ReadonlyMap<string, string>;

/** Wraps the API so that its responses are remembered. */
function remembered(api: Api): Api {
  return async (...request) => {
    const answer = await api(...request);
    answers.push(JSON.stringify([[...answer.headers], answer.body]));
    return answer;
  };
}

beforeAll(async () => {
  const events = await followEvents(stack.facts.natsUrl);
  const admin = await makeKeys();
  await saveProfiles(admin);
  await saveProviders(admin);
  await sendWrongRequests(admin);
  await resolveAll(admin);
  await collectPasswords();
  records = await readRecords(events);
  await events.stop();
});

async function makeKeys(): Promise<Api> {
  const { operatorKey, adminKey, deployKey } = stack.facts;
  const admin = stack.as(adminKey);
  const made = await admin("POST", `${org}/access-keys`, { role: "deployer", name: "made" });
  const created = await stack.as(operatorKey)("POST", "/v1/orgs", { name: "othercorp" });
  const keys = {
    operatorKey,
    adminKey,
    deployKey,
    madeKey: made.body.key,
    createdKey: created.body.adminKey,
  };
  for (const [name, key] of Object.entries(keys)) secrets.set(name, key);
  const holder = remembered(stack.as(made.body.key));
  await holder("GET", `${org}/profiles`);
  await remembered(stack.as(marks.wrongKey))("GET", `${org}/profiles`);
  await remembered(admin)("GET", `${org}/access-keys`);
  await remembered(admin)("DELETE", `${org}/access-keys/${made.body.id}`);
  await holder("GET", `${org}/profiles`);
  return admin;
}

const reference = (secretId: string, jsonKey?: string) => ({
  key: "DB_URL",
  secretsManager: { secretId, jsonKey },
});
const withReference = (secretId: string, jsonKey?: string) => ({
  accessRole: { roleArn },
  parameters: [{ key: "KEPT", value: marks.value }, reference(secretId, jsonKey)],
});

/** The profiles of the storefront's stages that are resolved, each with the stage's name. */
const profiles: Readonly<Record<string, object>> = {
  marked: {
    accessRole: { roleArn },
    parameters: [
      { key: "REPLACED", value: marks.replacedValue },
      { key: "OPEN", value: marks.openValue, sensitive: false },
      reference("app/json", "url"),
    ],
  },
  guarded: {
    parameters: [{ key: "KEPT", value: marks.value }],
    safeguards: [{ name: "No secrets", safeguard: "no-secret-env-vars", enforcementLevel: "error" }],
  },
  "role-denied": { ...withReference("app/json", "url"), accessRole: { roleArn: deniedRoleArn } },
  "secret-missing": withReference("app/none"),
  "secret-not-json": withReference("app/text", "url"),
  "json-key-missing": withReference("app/json", "uri"),
};

async function saveProfiles(api: Api): Promise<void> {
  const admin = remembered(api);
  const aws = controlStandIn(stack.facts.awsEndpoint);
  const document = JSON.stringify({ url: marks.jsonKey, password: marks.siblingJsonKey });
  await aws.createSecret(roleArn, "app/json", document);
  await aws.createSecret(roleArn, "app/text", marks.textSecret);
  await aws.trust(deniedRoleArn, { deny: true });
  for (const [name, profile] of Object.entries(profiles)) {
    expect((await admin("PUT", `${org}/profiles/${name}`, profile)).status).toBe(201);
    await admin("PUT", `${org}/apps/storefront/stages/${name}`, { profile: name });
  }
  const path = `${org}/profiles/marked`;
  const parameters = [{ key: "REPLACED", value: marks.value }, { key: "OPEN" }, { key: "DB_URL" }];
  await admin("PATCH", path, { parameters });
  for (const read of ["", "/versions", "/versions/1", "/access-role"]) await admin("GET", path + read);
  const copy = { from: { profile: "marked", version: 1 }, keys: ["REPLACED", "OPEN", "DB_URL"] };
  await admin("PUT", `${org}/profiles/copied`, { accessRole: { roleArn } });
  for (const replace of [false, true, false])
    await admin("POST", `${org}/profiles/copied/copy-parameters`, { ...copy, replace });
  await admin("POST", `${path}/versions/1/rollback`);
  await admin("POST", `${path}/versions/2/rollback`);
}

/** Saves static keys in every way in which they are taken, and in some in which they are refused. */
async function saveProviders(api: Api): Promise<void> {
  const admin = remembered(api);
  const path = `${org}/providers/keyed`;
  const accessKeyId = "AKIAEXAMPLE000000001";
  const keys = (secretAccessKey?: string) => ({ staticKeys: { accessKeyId, secretAccessKey } });
  expect((await admin("PUT", path, keys(marks.staticSecret))).status).toBe(400);
  await admin("PATCH", org, { staticKeys: "allow" });
  expect((await admin("PUT", path, keys(marks.replacedStaticSecret))).status).toBe(201);
  expect((await admin("PATCH", path, keys(marks.staticSecret))).status).toBe(200);
  expect((await admin("PATCH", path, { ...keys(), description: "Keyed" })).status).toBe(200);
  for (const body of [
    keys(marks.refusedStaticSecret),
    { staticKeys: { accessKeyId: marks.staticSecret, secretAccessKey: marks.staticSecret } },
    { ...keys(marks.staticSecret), apps: ["nowhere"] },
    { ...keys(marks.staticSecret), accessRole: { roleArn } },
    { ...keys(marks.staticSecret), isDefault: true, apps: ["storefront"] },
  ]) {
    expect((await admin("PUT", path, body)).status).toBe(400);
  }
  for (const read of ["", "/access-role"]) await admin("GET", path + read);
  await admin("GET", `${org}/providers`);
  expect((await admin("PATCH", org, { staticKeys: "deny" })).status).toBe(409);
}

/** Sends wrong requests that contain a secret. */
async function sendWrongRequests(api: Api): Promise<void> {
  const admin = remembered(api);
  const secret = marks.refusedValue;
  const text = JSON.stringify(secret);
  const parameters: unknown[] = [
    { key: "A", value: secret, secretsManager: { secretId: "a" } },
    { key: "A", value: `${secret}\0` },
    { key: "A", value: secret.repeat(2_000) },
    { key: "A", value: [secret] },
    { key: "A", value: secret, sensitive: secret },
    { key: "-", value: secret },
  ];
  const bodies = [
    ...parameters.map((parameter) => ({ parameters: [parameter] })),
    `{"parameters":[{"key":"A","value":${text},}]}`,
    `{"parameters":[{"key":"A","value":${text}`,
    `{"parameters":[{"key":"A","value":${text},"value":${text}}]}`,
    `{"parameters":[{"key":"A","value":${text}'}]}`,
    text,
  ];
  for (const body of bodies) {
    expect(await admin("PUT", `${org}/profiles/mistaken`, body)).toMatchObject({ status: 400 });
  }
  for (const template of [
    `{"Resources": ${text} ${text}}`,
    `Resources: [${secret}`,
    `${secret}: &a *b`,
    secret,
  ]) {
    await admin("POST", "/v1/resolve", { ...target("marked"), template });
  }
}

const target = (stage: string) => makeTarget({ stage });

async function resolveAll(api: Api): Promise<void> {
  const admin = remembered(api);
  const Variables = { STRIPE: marks.environment };
  const template = {
    Resources: { Shop: { Type: "AWS::Lambda::Function", Properties: { Environment: { Variables } } } },
  };
  const declaration = { provider: { environment: Variables } };
  for (const purpose of ["deploy", "plan"]) {
    const { body } = await api("POST", "/v1/resolve", {
      ...target("marked"),
      purpose,
      declaration,
      template,
    });
    expect(body.parameters.map(({ value }: { value: string }) => value)).toEqual([
      marks.value,
      marks.openValue,
      marks.jsonKey,
    ]);
    secrets.set(`secretAccessKey of a ${purpose}`, body.credentials.secretAccessKey);
    secrets.set(`sessionToken of a ${purpose}`, body.credentials.sessionToken);
  }
  const blocked = await admin("POST", "/v1/resolve", { ...target("guarded"), declaration, template });
  expect(blocked.body).toMatchObject({ verdict: "blocked", safeguards: [{ outcome: "failed" }] });
  for (const stage of ["role-denied", "secret-missing", "secret-not-json", "json-key-missing"]) {
    expect(await admin("POST", "/v1/resolve", target(stage))).toMatchObject({ status: 409 });
  }
  const aws = controlStandIn(stack.facts.awsEndpoint);
  for (const [service, action] of [
    ["sts", "AssumeRole"],
    ["secretsmanager", "GetSecretValue"],
  ] as const) {
    await aws.fail({ service, action, kind: "nonsense", times: 9 });
    expect(await admin("POST", "/v1/resolve", target("marked"))).toMatchObject({ status: 503 });
    await aws.heal();
  }
  const { body } = await admin("GET", `${org}/deployments`);
  await admin("GET", `${org}/deployments/${body.items[0].id}`);
}

/** Adds the stack's own secrets: passwords, the keyring's key, and Stagepass's own AWS key. */
async function collectPasswords(): Promise<void> {
  const own = JSON.parse(await readFile(join(stack.dataDir, "secrets.json"), "utf8"));
  const { keyring, databasePasswords, natsPasswords, postgresPassword } = own;
  secrets.set("keyring", keyring.slice(keyring.indexOf(":") + 1));
  secrets.set("postgresPassword", postgresPassword);
  secrets.set("AWS key", DEFAULT_CREDENTIALS.secretAccessKey);
  for (const [user, password] of Object.entries<string>(databasePasswords))
    secrets.set(`database ${user}`, password);
  for (const [user, password] of Object.entries<string>(natsPasswords)) secrets.set(`nats ${user}`, password);
}

/** Reads everything that Stagepass stores or publishes, as text. */
async function readRecords(events: EventLog): Promise<ReadonlyMap<string, string>> {
  const { url, postgresUrl, awsEndpoint } = stack.facts;
  const database = await dumpDatabase(postgresUrl);
  const outboxes = [...database].filter(([table]) => table.endsWith(".outbox"));
  const announced = outboxes.flatMap(([, rows]) => rows.split("\n")).length;
  await events.waitFor(() => events.events.length >= announced, "all that the outboxes hold");
  const [log] = await query<{ text: string }>(
    postgresUrl,
    "select pg_read_file(current_setting('data_directory') || '/../server.log') as text",
  );
  await eventually(
    async () => receiver.spans.find(({ name }) => name.startsWith("GET") && name.includes("/deployments/")),
    "the trace of the last request",
  );
  const text = async (path: string) => (await fetch(new URL(path, url))).text();
  return new Map([
    ["the log", await readFile(join(stack.dataDir, "stagepass.log"), "utf8")],
    ["the log of NATS", await readFile(join(stack.dataDir, "nats/server.log"), "utf8")],
    ["the log of Postgres", log?.text ?? ""],
    ["the database", [...database].map(([table, rows]) => `${table}\n${rows}`).join("\n")],
    ["the event stream", events.events.map((event) => JSON.stringify(event)).join("\n")],
    ["the metrics", await text("/metrics")],
    ["the traces", Buffer.concat(receiver.bodies).toString("latin1")],
    ["the API's description", await text("/openapi.json")],
    ["answers that are not a resolve's", answers.join("\n")],
    ["the stand-in's list of calls", await (await fetch(`${awsEndpoint}/_stand-in/calls`)).text()],
  ]);
}

// The expected text shows that the right record was read.
test.each([
  ["the log", '"route":"/v1/resolve","status":503'],
  ["the log of NATS", "Server is ready"],
  ["the log of Postgres", "database system is ready"],
  ["the database", '"secret_reference": {"jsonKey": "uri"'],
  ["the event stream", '"profile":"json-key-missing"'],
  ["the metrics", 'subject="profiles.v1.open",outcome="secret-not-readable"'],
  ["the traces", "secret-not-readable"],
  ["the API's description", "secretAccessKey"],
  ["answers that are not a resolve's", "STRIPE on function 'Shop' looks like it contains a secret"],
  ["the stand-in's list of calls", "fault:nonsense"],
])("no secret is in %s, in any form", (name, expected) => {
  const text = records.get(name) ?? "";
  expect(text).toContain(expected);
  const found = [...secrets].filter(([, secret]) => [...formsOf(secret)].some((form) => text.includes(form)));
  expect(found.map(([name]) => name)).toEqual([]);
});

test("the forms of a secret are found at any offset in a longer text", () => {
  const secret = mark("form");
  for (const before of ["", "x", "xy", "xyz"]) {
    const longer = `${before}${secret}${before}`;
    const texts = [
      ...(["utf8", "hex", "base64", "base64url"] as const).map((form) => Buffer.from(longer).toString(form)),
      ...[
        encodeURIComponent(longer),
        JSON.stringify(longer),
        JSON.stringify({ nested: JSON.stringify(longer) }),
      ],
    ];
    for (const text of texts) expect([...formsOf(secret)].some((form) => text.includes(form))).toBe(true);
  }
});
