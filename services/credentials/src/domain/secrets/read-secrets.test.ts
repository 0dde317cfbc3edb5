import { Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { accessRole, deploymentId, roleArn, target } from "../../../test/deployment.ts";
import { issuedSession, recordingPorts } from "../../../test/session-ports.ts";
import type { SessionPorts } from "../sessions/open-session.ts";
import { PolicyTooLarge } from "./policy-too-large.ts";
import { readSecrets } from "./read-secrets.ts";
import type { SecretLocation } from "./secret-location.ts";
import type { SecretReading } from "./secret-reading.ts";
import type { SsmLocation } from "./ssm-location.ts";

const text = (value: string): SecretReading => ({ outcome: "text", text: value });

/** Makes ports over secrets by id, which record what was read with which session. */
function portsOver(secrets: Readonly<Record<string, SecretReading>>, overrides: Partial<SessionPorts> = {}) {
  const recording = recordingPorts(overrides);
  const reads: (readonly SecretLocation[])[] = [];
  const ssmReads: (readonly SsmLocation[])[] = [];
  const ports = {
    ...recording.ports,
    fetchSecrets: async (session: unknown, wanted: readonly SecretLocation[]) => {
      expect(session).toBe(issuedSession);
      reads.push(wanted);
      return wanted.map((location) => ({
        location,
        reading: secrets[location.secretId] ?? { outcome: "unreadable" as const, reason: "missing" as const },
      }));
    },
    fetchSsm: async (session: unknown, wanted: readonly SsmLocation[]) => {
      expect(session).toBe(issuedSession);
      ssmReads.push(wanted);
      return wanted.map((location) => ({
        location,
        reading: secrets[location.name] ?? { outcome: "unreadable" as const, reason: "missing" as const },
      }));
    },
  };
  return { ...recording, ports, reads, ssmReads };
}

function inputFor(
  ...references: { key: string; secretId: string; jsonKey?: string; versionStage?: string }[]
) {
  return {
    target,
    deploymentId,
    accessRole,
    references: references.map(({ key, ...reference }) => ({ key, reference })),
  };
}

test("readSecrets returns a whole secret and the value at a key of one", async () => {
  const { ports } = portsOver({ token: text("t0ken"), db: text('{"url":"postgres://db"}') });
  const input = inputFor(
    { key: "TOKEN", secretId: "token" },
    { key: "DB_URL", secretId: "db", jsonKey: "url" },
  );
  expect(await readSecrets(ports, input)).toEqual({
    values: [
      { key: "TOKEN", value: "t0ken" },
      { key: "DB_URL", value: "postgres://db" },
    ],
  });
});

test("secrets are read in a session without a source identity when the profile's sessions have none", async () => {
  const { ports, calls } = portsOver({ token: text("t0ken") });
  const input = inputFor({ key: "TOKEN", secretId: "token" });
  await readSecrets(ports, input);
  await readSecrets(ports, { ...input, accessRole: { ...accessRole, sourceIdentity: "none" } });
  const assumed = calls.filter(({ port }) => port === "assumeRole").map(({ args }) => args[0]);
  expect(assumed).toMatchObject([{ sourceIdentity: "deployment" }, { sourceIdentity: "none" }]);
});

test("secrets are read only with the profile's own role, in a session that is recorded and narrowed to them", async () => {
  const { ports, calls, order } = portsOver({ token: text("t0ken") });
  await readSecrets(ports, inputFor({ key: "TOKEN", secretId: "token" }));
  expect(order()).toEqual(["getExternalId", "recordIntent", "assumeRole", "recordIssued"]);
  expect(calls[2]?.args[0]).toMatchObject({
    kind: "secrets",
    roleArn,
    requestedSeconds: 900,
    narrowing: { by: "inline-policy", document: expect.stringContaining(":secret:token-??????") },
  });
});

test("no secret is read when the session cannot be recorded", async () => {
  const unavailable = new Problem("unavailable", "The credentials service cannot reach its database.");
  const { ports, reads } = portsOver(
    { token: text("t0ken") },
    { recordIssued: async () => Promise.reject(unavailable) },
  );
  await expect(readSecrets(ports, inputFor({ key: "TOKEN", secretId: "token" }))).rejects.toBe(unavailable);
  expect(reads).toEqual([]);
});

test("a secret is read once for all parameters that refer to it", async () => {
  const { ports, reads } = portsOver({ db: text('{"url":"u","user":"me"}') });
  const input = inputFor(
    { key: "DB_URL", secretId: "db", jsonKey: "url" },
    { key: "DB_USER", secretId: "db", jsonKey: "user" },
  );
  const { values } = await readSecrets(ports, input);
  expect(values.map(({ value }) => value)).toEqual(["u", "me"]);
  expect(reads.flat()).toHaveLength(1);
});

test("two versions of one secret are read separately", async () => {
  const { ports, reads } = portsOver({ db: text("value") });
  const input = inputFor(
    { key: "NEW", secretId: "db" },
    { key: "OLD", secretId: "db", versionStage: "AWSPREVIOUS" },
  );
  await readSecrets(ports, input);
  expect(reads.flat().map(({ versionStage }) => versionStage)).toEqual([undefined, "AWSPREVIOUS"]);
});

test("readSecrets fails as a whole when one secret cannot be read, and names the parameter and the secret", async () => {
  const { ports } = portsOver({ token: text("t0ken") });
  const input = inputFor({ key: "TOKEN", secretId: "token" }, { key: "DB_URL", secretId: "prod/db" });
  const failure = readSecrets(ports, input);
  await expect(failure).rejects.toMatchObject({ code: "secret-not-readable", status: 409 });
  await expect(failure).rejects.toThrow(/DB_URL.*prod\/db/);
  await expect(failure).rejects.not.toThrow(/t0ken/);
});

test.each([
  ["not JSON at all", /is not proper JSON/],
  ['"hunter2"', /not an object/],
  ['{"other":"hunter2"}', /no key "url"/],
  ['{"url":"hunter2"', /is not proper JSON/],
])(
  "the problem about the secret %s says what is wrong with its JSON and repeats none of it",
  async (value, said) => {
    const { ports } = portsOver({ db: text(value) });
    const error: unknown = await readSecrets(
      ports,
      inputFor({ key: "DB_URL", secretId: "db", jsonKey: "url" }),
    ).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({ code: "secret-not-readable", message: expect.stringMatching(said) });
    expect(String(error)).not.toContain("hunter2");
    expect(error).not.toHaveProperty("cause.message");
  },
);

test("a reference that cannot name a secret fails before AWS is asked for anything", async () => {
  const { ports, order } = portsOver({});
  const failure = readSecrets(ports, inputFor({ key: "DB_URL", secretId: "arn:aws:s3:::bucket" }));
  await expect(failure).rejects.toMatchObject({ code: "secret-not-readable" });
  expect(order()).toEqual([]);
});

test("many secrets are read in as many sessions as their policies need", async () => {
  const names = Array.from({ length: 100 }, (_, index) => `team/${"x".repeat(60)}/${index}`);
  const { ports, reads, order } = portsOver(Object.fromEntries(names.map((name) => [name, text(name)])));
  const { values } = await readSecrets(
    ports,
    inputFor(...names.map((secretId, index) => ({ key: `KEY_${index}`, secretId }))),
  );
  expect(values.map(({ value }) => value)).toEqual(names);
  expect(reads.length).toBeGreaterThan(1);
  expect(order().filter((port) => port === "recordIssued")).toHaveLength(reads.length);
});

test("secrets are read in smaller groups when AWS has no room for the policy of a large group", async () => {
  const { ports, reads } = portsOver(
    { a: text("1"), b: text("2"), c: text("3") },
    {
      assumeRole: async ({ narrowing }) => {
        const secrets = narrowing.by === "inline-policy" ? narrowing.document.match(/:secret:/g) : [];
        if ((secrets?.length ?? 0) > 1) throw new PolicyTooLarge(roleArn, undefined);
        return issuedSession;
      },
    },
  );
  const input = inputFor(...["a", "b", "c"].map((secretId) => ({ key: secretId, secretId })));
  const { values } = await readSecrets(ports, input);
  expect(values.map(({ value }) => value)).toEqual(["1", "2", "3"]);
  expect(reads).toHaveLength(3);
});

test("readSecrets fails with role-not-assumable when AWS has no room even for the policy of one secret", async () => {
  const { ports } = portsOver(
    {},
    { assumeRole: async () => Promise.reject(new PolicyTooLarge(roleArn, undefined)) },
  );
  await expect(readSecrets(ports, inputFor({ key: "A", secretId: "a" }))).rejects.toMatchObject({
    code: "role-not-assumable",
  });
});

test("a secret's name fails when the target's region is not known, and the problem says to use the ARN", async () => {
  const { ports, reads } = portsOver({ token: text("t0ken") });
  const { region: _, ...regionless } = target;
  const input = { ...inputFor({ key: "TOKEN", secretId: "token" }), target: regionless };
  await expect(readSecrets(ports, input)).rejects.toMatchObject({
    code: "secret-not-readable",
    message:
      "The parameter TOKEN: token is not the ARN of a secret, and the client does not say its region. " +
      "Refer to the secret by its ARN in the profile.",
  });
  expect(reads).toEqual([]);
});

const both = {
  ...inputFor(),
  references: [
    { key: "TOKEN", reference: { secretId: "token" } },
    { key: "URL", reference: { name: "/prod/url" } },
    { key: "OLD", reference: { name: "/prod/url", version: 2 } },
    { key: "SAME", reference: { name: "/prod/url" } },
  ],
};

test("secrets and parameters of SSM are read in one session that is narrowed to them, each of them once", async () => {
  const { ports, calls, reads, ssmReads } = portsOver({ token: text("t0ken"), "/prod/url": text("https") });
  const { values } = await readSecrets(ports, both);
  expect(values.map(({ value }) => value)).toEqual(["t0ken", "https", "https", "https"]);
  const assumed = calls.filter(({ port }) => port === "assumeRole");
  expect(assumed).toHaveLength(1);
  expect(assumed[0]?.args[0]).toMatchObject({
    narrowing: { document: expect.stringMatching(/secret:token-.*parameter\/prod\/url"/) },
  });
  expect(reads.flat()).toHaveLength(1);
  expect(ssmReads.flat().map(({ selector }) => selector)).toEqual([undefined, "2"]);
});

test("readSecrets fails as a whole when SSM has no such parameter, and names the key and the parameter", async () => {
  const failure = readSecrets(portsOver({ token: text("t0ken") }).ports, both);
  await expect(failure).rejects.toMatchObject({
    code: "secret-not-readable",
    message: expect.stringMatching(
      /^The parameter URL: there is no SSM parameter \/prod\/url in eu-central-1/,
    ),
  });
});

test("the name of a parameter of SSM needs the target's region, and the problem says to use the ARN", async () => {
  const { region: _, ...regionless } = target;
  const input = { ...both, target: regionless, references: both.references.slice(1) };
  await expect(readSecrets(portsOver({}).ports, input)).rejects.toMatchObject({
    code: "secret-not-readable",
    message:
      "The parameter URL: /prod/url is not the ARN of an SSM parameter, and the client does not say its region. " +
      "Refer to the SSM parameter by its ARN in the profile.",
  });
});
