import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DEFAULT_CREDENTIALS } from "@stagepass/aws-stand-in";
import {
  AccessRoleView,
  authenticate,
  fillAccessRole,
  getAccessRole,
  getProviderRole,
  issueCredentials,
  Problem,
  ProviderRoleView,
  readSecrets,
  type ServiceId,
} from "@stagepass/contracts";
import { type Bus, defineService, start } from "@stagepass/runtime";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { type PrivateBus, startPrivateBus } from "../../../test/support/bus/private-bus.ts";
import { createMigratedDatabase } from "../../../test/support/servers/migrated-database.ts";
import { query } from "../../../test/support/servers/schema.ts";
import { createTemporaryDataDirectory } from "../../../test/support/servers/temporary-data-directory.ts";
import { accessRole, deploymentId, roleArn, target } from "../test/deployment.ts";
import { startTestAws } from "../test/stand-in.ts";
import { assumeRole } from "./aws/assume-role.ts";
import type { NamedSession } from "./domain/sessions/session.ts";
import { credentials } from "./service.ts";

const adminKey = "sp_admin";
const strangerKey = "sp_stranger";
const region = "eu-central-1";
/** The role of a provider, which each service assumes under its own name. */
const providerRole = { ...accessRole, roleArn: "arn:aws:iam::222222222222:role/{app}/{service}" };

let privateBus: PrivateBus;
beforeAll(async () => {
  privateBus = await startPrivateBus();
});
afterAll(() => privateBus.stop());

/**
 * Answers requests in the profiles service's stead. It knows two keys, and every profile but the one called missing.
 */
function answerAsProfiles(bus: Bus): void {
  const orgOf = new Map([
    [createHash("sha256").update(adminKey).digest("hex"), "acmecorp"],
    [createHash("sha256").update(strangerKey).digest("hex"), "othercorp"],
  ]);
  bus.handle(authenticate, ({ digest }) => {
    const org = orgOf.get(digest);
    if (org === undefined) throw new Problem("unauthenticated", "No such key.");
    return { role: "admin" as const, keyId: "key_1", org, scope: {} };
  });
  bus.handle(getAccessRole, ({ profile }) => {
    if (profile === "missing") throw new Problem("not-found", "There is no profile missing.");
    if (profile === "cdk") return { accessRole: { ...accessRole, sourceIdentity: "none" as const } };
    return { accessRole: profile === "bare" ? null : accessRole };
  });
  bus.handle(getProviderRole, () => ({ accessRole: providerRole }));
}

/** Starts the credentials service on real servers, with the buses of the services that call it. */
async function startCredentials() {
  const aws = await startTestAws();
  const databaseUrl = await createMigratedDatabase("credentials");
  const logFile = join(await createTemporaryDataDirectory(), "log.json");
  const buses = new Map<ServiceId, Bus>();
  const neighbour = (name: ServiceId, answer: (bus: Bus) => void = () => {}) =>
    defineService({
      name,
      env: z.object({}),
      create({ bus }) {
        buses.set(name, bus);
        answer(bus);
        return { routes: [], authenticate: async () => Promise.reject(new Error("It has no endpoints.")) };
      },
    });
  const running = await start([credentials, neighbour("profiles", answerAsProfiles), neighbour("resolver")], {
    HTTP_PORT: "0",
    LOG_FILE: logFile,
    PROFILES_NATS_URL: privateBus.urlFor("profiles"),
    RESOLVER_NATS_URL: privateBus.urlFor("resolver"),
    CREDENTIALS_NATS_URL: privateBus.urlFor("credentials"),
    CREDENTIALS_DATABASE_URL: databaseUrl,
    CREDENTIALS_AWS_ENDPOINT: aws.url,
    CREDENTIALS_AWS_ACCESS_KEY_ID: DEFAULT_CREDENTIALS.accessKeyId,
    CREDENTIALS_AWS_SECRET_ACCESS_KEY: DEFAULT_CREDENTIALS.secretAccessKey,
  });
  onTestFinished(() => running.close());
  const busOf = (name: ServiceId): Bus => {
    const bus = buses.get(name);
    if (bus === undefined) throw new Error(`${name} was not started`);
    return bus;
  };
  return { aws, databaseUrl, logFile, url: running.url, busOf };
}

function show(url: string, path: string, key = adminKey, query = ""): Promise<Response> {
  return fetch(`${url}/v1/orgs/${path}/access-role${query}`, { headers: { authorization: `Bearer ${key}` } });
}

const issueInput = { target, deploymentId, accessRole, purpose: "deploy" } as const;

test("credentials are issued for a role that trusts what the endpoint shows", async () => {
  const { aws, url, busOf } = await startCredentials();
  const response = await show(url, "acmecorp/profiles/prod");
  expect(response.status).toBe(200);
  const view = AccessRoleView.parse(await response.json());
  await aws.trust(roleArn, { trustPolicy: view.trustPolicy });
  const issued = await busOf("resolver").call(issueCredentials, issueInput);
  expect(issued).toMatchObject({ roleArn, region, durationSeconds: 3_600 });
});

test("a role that a service's name is filled into is assumed with the external ID that the endpoint shows", async () => {
  const { aws, url, busOf } = await startCredentials();
  const response = await show(
    url,
    "acmecorp/providers/production",
    adminKey,
    "?app=storefront&service=checkout",
  );
  const view = ProviderRoleView.parse(await response.json());
  await aws.trust(view.roleArn, { trustPolicy: view.trustPolicy });
  const input = { ...issueInput, accessRole: fillAccessRole(providerRole, target) };
  const issued = await busOf("resolver").call(issueCredentials, input);
  expect(issued.roleArn).toBe("arn:aws:iam::222222222222:role/storefront/checkout");

  // Without what it was made of, the same ARN has another external ID, which the role does not trust.
  const { madeOf: _, ...bare } = input.accessRole;
  await expect(
    busOf("resolver").call(issueCredentials, { ...issueInput, accessRole: bare }),
  ).rejects.toMatchObject({ code: "role-not-assumable" });
});

test("no role is assumed with the external ID of a text that it was not made of", async () => {
  const { aws, url, busOf } = await startCredentials();
  const view = ProviderRoleView.parse(await (await show(url, "acmecorp/providers/production")).json());
  await aws.trust(roleArn, { trustPolicy: view.trustPolicy });
  const accessRole = { ...fillAccessRole(providerRole, target), roleArn };
  await expect(busOf("resolver").call(issueCredentials, { ...issueInput, accessRole })).rejects.toMatchObject(
    { code: "internal" },
  );
});

test("the shown trust policy admits Stagepass alone and nobody else of its account", async () => {
  const { aws, url } = await startCredentials();
  const view = AccessRoleView.parse(await (await show(url, "acmecorp/profiles/prod")).json());
  expect(view.stagepass).toMatchObject({ arn: "arn:aws:iam::111111111111:user/stagepass" });
  const credentials = await aws.sessionOf("arn:aws:iam::111111111111:role/somebody-else");
  await aws.trust(roleArn, { trustPolicy: view.trustPolicy });
  const session: NamedSession = {
    ...{ kind: "deploy", target, deploymentId, roleArn, requestedSeconds: 900, sessionName: "somebody" },
    ...{ sourceIdentity: "none", narrowing: { by: "nothing" } },
  };
  await expect(assumeRole(aws.open({ credentials }), session, view.externalId)).rejects.toMatchObject({
    code: "role-not-assumable",
  });
  await expect(assumeRole(aws.open(), session, view.externalId)).resolves.toMatchObject({
    grantedSeconds: 900,
  });
});

test("credentials without a source identity are issued for a role that trusts what the endpoint shows", async () => {
  const { aws, url, busOf } = await startCredentials();
  const view = AccessRoleView.parse(await (await show(url, "acmecorp/profiles/cdk")).json());
  expect(JSON.stringify(view)).not.toContain("sts:SetSourceIdentity");
  await aws.trust(roleArn, { trustPolicy: view.trustPolicy });
  const forCdk = { ...issueInput, accessRole: { ...accessRole, sourceIdentity: "none" as const } };
  await expect(busOf("resolver").call(issueCredentials, forCdk)).resolves.toMatchObject({ roleArn });
  await expect(busOf("resolver").call(issueCredentials, issueInput)).rejects.toMatchObject({
    code: "role-not-assumable",
  });
});

test("no credentials are issued for a role that trusts another organization's external ID, and the ledger says so", async () => {
  const { aws, url, databaseUrl, busOf } = await startCredentials();
  const theirs = AccessRoleView.parse(await (await show(url, "othercorp/profiles/prod", strangerKey)).json());
  await aws.trust(roleArn, { externalId: theirs.externalId });
  await expect(busOf("resolver").call(issueCredentials, issueInput)).rejects.toMatchObject({
    code: "role-not-assumable",
  });
  expect(await query(databaseUrl, "select org, status, problem, session_name from issuances")).toEqual([
    {
      org: "acmecorp",
      status: "failed",
      problem: "role-not-assumable",
      session_name: "acmecorp-storefront-prod-q3Jx0W8cT1e2mN5uYb7Zaw",
    },
  ]);
});

test("secrets are read for the profiles service in a session that the ledger records", async () => {
  const { aws, databaseUrl, busOf } = await startCredentials();
  await aws.createSecret({ roleArn, region, name: "prod/db", value: '{"url":"postgres://db"}' });
  const references = [{ key: "DB_URL", reference: { secretId: "prod/db", jsonKey: "url" } }];
  expect(await busOf("profiles").call(readSecrets, { target, deploymentId, accessRole, references })).toEqual(
    { values: [{ key: "DB_URL", value: "postgres://db" }] },
  );
  expect(await query(databaseUrl, "select kind, status, granted_seconds from issuances")).toEqual([
    { kind: "secrets", status: "issued", granted_seconds: 900 },
  ]);
});

test("a secret and a parameter of SSM are read in one session, which the ledger records once", async () => {
  const { aws, databaseUrl, busOf } = await startCredentials();
  await aws.createSecret({ roleArn, region, name: "token", value: "t0ken" });
  await aws.putParameter({ roleArn, region, name: "/prod/url", value: "https" });
  const references = [
    { key: "TOKEN", reference: { secretId: "token" } },
    { key: "URL", reference: { name: "/prod/url" } },
  ];
  const { values } = await busOf("profiles").call(readSecrets, {
    target,
    deploymentId,
    accessRole,
    references,
  });
  expect(values.map(({ value }) => value)).toEqual(["t0ken", "https"]);
  expect(await query(databaseUrl, "select kind, status from issuances")).toHaveLength(1);
});

test("AWS is not asked for anything when the ledger cannot be written", async () => {
  const { aws, databaseUrl, busOf } = await startCredentials();
  await query(databaseUrl, "alter table issuances rename to issuances_gone");
  await expect(busOf("resolver").call(issueCredentials, issueInput)).rejects.toMatchObject({
    code: "internal",
  });
  expect(await aws.calls("AssumeRole")).toEqual([]);
});

test("credentials that AWS issued are not returned when the outcome cannot be recorded", async () => {
  const { aws, databaseUrl, busOf } = await startCredentials();
  await query(databaseUrl, "alter table outbox add constraint refuses check (false) not valid");
  await expect(busOf("resolver").call(issueCredentials, issueInput)).rejects.toMatchObject({
    code: "internal",
  });
  expect(await aws.calls("AssumeRole")).toMatchObject([{ outcome: "ok" }]);
  expect(await query(databaseUrl, "select status from issuances")).toEqual([{ status: "intended" }]);
});

test("no secret gets into the log, the ledger or an event", async () => {
  const { aws, databaseUrl, logFile, busOf } = await startCredentials();
  await aws.createSecret({ roleArn, region, name: "token", value: "hunter2-value" });
  const issued = await busOf("resolver").call(issueCredentials, issueInput);
  const references = [{ key: "TOKEN", reference: { secretId: "token" } }];
  const readInput = { target, deploymentId, accessRole, references };
  await busOf("profiles").call(readSecrets, readInput);
  await aws.fail({ service: "secretsmanager", kind: "nonsense", times: 5 });
  await expect(busOf("profiles").call(readSecrets, readInput)).rejects.toMatchObject({ code: "unavailable" });
  const written = [
    await readFile(logFile, "utf8"),
    JSON.stringify(await query(databaseUrl, "select * from issuances")),
    JSON.stringify(await query(databaseUrl, "select * from outbox")),
  ].join("\n");
  expect(written).toContain("request failed");
  for (const secret of [
    issued.secretAccessKey,
    issued.sessionToken,
    "hunter2-value",
    DEFAULT_CREDENTIALS.secretAccessKey,
  ]) {
    expect(written).not.toContain(secret);
  }
});

test.each([
  ["acmecorp/profiles/bare", adminKey, 404, /has no access role/],
  ["acmecorp/profiles/missing", adminKey, 404, /no profile missing/],
  ["othercorp/profiles/prod", adminKey, 404, /no organization "othercorp"/],
  ["acmecorp/profiles/prod", "sp_unknown", 401, /No such key/],
])("the access role of %s is not shown to the key %s: %i", async (path, key, status, said) => {
  const { url } = await startCredentials();
  const response = await show(url, path, key);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ detail: expect.stringMatching(said) });
});

test("the endpoint fails with a reason when Stagepass's own account cannot be read", async () => {
  const { aws, url } = await startCredentials();
  await aws.fail({ service: "sts", kind: "error", times: 10 });
  const response = await show(url, "acmecorp/profiles/prod");
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: "unavailable", part: "credentials" });
});

/** Sends a check as an admin. */
async function check(url: string, path: string, body: object) {
  const response = await fetch(`${url}/v1/orgs/acmecorp/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of a body, and fails on anything else
  const answered: any = await response.json();
  return { status: response.status, body: answered };
}

const onRecord = (databaseUrl: string) =>
  query(databaseUrl, "select id, org, checked_by, kind, role_arn, outcome from checks order by created_at");

test("a role passes its test when it can be assumed with the external ID and not without it, which is on record", async () => {
  const { aws, url, databaseUrl } = await startCredentials();
  const { trustPolicy } = AccessRoleView.parse(await (await show(url, "acmecorp/profiles/prod")).json());
  await aws.trust(roleArn, { trustPolicy });
  const { status, body } = await check(url, "role-tests", { role: { profile: "prod" } });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    ...{ roleArn, passed: true, withExternalId: { outcome: "assumed" } },
    withoutExternalId: { outcome: "refused", awsCode: "AccessDenied", detail: expect.any(String) },
  });
  expect(JSON.stringify(body)).not.toMatch(/ASIA|sessionToken|secretAccessKey/i);
  expect(await onRecord(databaseUrl)).toEqual([
    {
      ...{ id: body.checkId, org: "acmecorp", checked_by: "key_1", kind: "role" },
      ...{ role_arn: roleArn, outcome: "passed" },
    },
  ]);
});

test("a role that everybody may assume fails its test, since it can be assumed without the external ID", async () => {
  const { url, databaseUrl } = await startCredentials();
  const { body } = await check(url, "role-tests", { role: { accessRole } });
  expect(body).toMatchObject({
    ...{ passed: false, withExternalId: { outcome: "assumed" } },
    withoutExternalId: { outcome: "assumed" },
  });
  expect(await onRecord(databaseUrl)).toMatchObject([{ outcome: "open-to-others" }]);
});

test("a role that trusts another external ID fails its test, with AWS's code and what to do", async () => {
  const { aws, url, databaseUrl } = await startCredentials();
  await aws.trust(roleArn, { externalId: "another" });
  const { body } = await check(url, "role-tests", { role: { profile: "prod" } });
  expect(body).toMatchObject({
    ...{ passed: false, withoutExternalId: { outcome: "refused" } },
    withExternalId: {
      outcome: "refused",
      awsCode: "AccessDenied",
      detail: expect.stringContaining("trust policy"),
    },
  });
  expect(await onRecord(databaseUrl)).toMatchObject([{ outcome: "not-assumable" }]);
});

test("the role of a provider is tested under the names of a target, and refused a test without them", async () => {
  const { url } = await startCredentials();
  const role = { provider: "production" };
  const target = { app: "storefront", service: "checkout" };
  expect((await check(url, "role-tests", { role, target })).body).toMatchObject({
    roleArn: "arn:aws:iam::222222222222:role/storefront/checkout",
  });
  expect(await check(url, "role-tests", { role })).toMatchObject({
    status: 409,
    body: { code: "invalid-role-arn" },
  });
});

test("a test without a role, of several roles, or of a profile without one is refused and asks AWS nothing", async () => {
  const { aws, url, databaseUrl } = await startCredentials();
  for (const role of [{}, { profile: "prod", accessRole }]) {
    expect(await check(url, "role-tests", { role })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "$.role" }] },
    });
  }
  for (const profile of ["bare", "missing"])
    expect((await check(url, "role-tests", { role: { profile } })).status).toBe(404);
  expect(await aws.calls("AssumeRole")).toEqual([]);
  expect(await onRecord(databaseUrl)).toEqual([]);
});

test("a key that made thirty checks within a minute is refused the next one", async () => {
  const { url } = await startCredentials();
  for (let made = 0; made < 30; made++)
    expect((await check(url, "role-tests", { role: { accessRole } })).status).toBe(200);
  expect(await check(url, "role-tests", { role: { accessRole } })).toMatchObject({
    status: 429,
    body: { code: "too-many-requests" },
  });
});

test("a reference that the role can read exists, and neither the answer nor the log holds its value", async () => {
  const { aws, url, databaseUrl, logFile } = await startCredentials();
  await aws.createSecret({ roleArn, region, name: "prod/db", value: '{"url":"hunter2-value"}' });
  const secretsManager = { secretId: "prod/db", jsonKey: "url" };
  const { status, body } = await check(url, "reference-checks", {
    role: { accessRole },
    region,
    secretsManager,
  });
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { outcome: "exists", awsCode: null, detail: null },
  });
  await aws.putParameter({ roleArn, region, name: "/prod/token", value: "hunter2-value" });
  const ofSsm = { role: { accessRole }, region, ssm: { name: "/prod/token" } };
  expect((await check(url, "reference-checks", ofSsm)).body).toMatchObject({ outcome: "exists" });
  expect(await onRecord(databaseUrl)).toMatchObject([
    { id: body.checkId, kind: "reference", outcome: "exists" },
    { kind: "reference", outcome: "exists" },
  ]);
  expect(JSON.stringify(body) + (await readFile(logFile, "utf8"))).not.toContain("hunter2");
});

test("a reference to a version or a key that a secret does not have is not found, and one to no secret is denied, as by AWS", async () => {
  const { aws, url } = await startCredentials();
  await aws.createSecret({ roleArn, region, name: "prod/db", value: '{"url":"x"}' });
  const of = (secretsManager: object) =>
    check(url, "reference-checks", { role: { accessRole }, region, secretsManager });
  expect((await of({ secretId: "prod/db", versionStage: "NONE" })).body).toMatchObject({
    ...{ outcome: "not-found", awsCode: "ResourceNotFoundException" },
    detail: expect.stringContaining("NONE"),
  });
  expect((await of({ secretId: "prod/none" })).body).toMatchObject({
    ...{ outcome: "denied", awsCode: "AccessDeniedException" },
    detail: expect.stringContaining("or there is none"),
  });
  expect((await of({ secretId: "prod/db", jsonKey: "uri" })).body).toMatchObject({
    ...{ outcome: "not-found", awsCode: null },
    detail: expect.stringContaining("no key"),
  });
});

test("a reference without a region, and one that no role can read, are problems and on record", async () => {
  const { aws, url, databaseUrl } = await startCredentials();
  const secretsManager = { secretId: "prod/db" };
  expect(await check(url, "reference-checks", { role: { accessRole }, secretsManager })).toMatchObject({
    body: { code: "secret-not-readable" },
  });
  await aws.trust(roleArn, { externalId: "another" });
  expect(
    await check(url, "reference-checks", { role: { accessRole }, region, secretsManager }),
  ).toMatchObject({
    body: { code: "role-not-assumable" },
  });
  expect(await onRecord(databaseUrl)).toMatchObject([{ outcome: "role-not-assumable" }]);
});
