import { type Input, type Plan, Principal, type resolveForClient as Request } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import type { ClientPorts } from "./ports.ts";
import { resolveForClient } from "./resolve-for-client.ts";

const keyWith = (scope: object) =>
  Principal.parse({ role: "deployer", keyId: "key_ci", org: "acmecorp", scope });
const { org, app, stage } = makeTarget();
const asked: Omit<Input<typeof Request>, "keyDigest"> = {
  ...{ org, app, stage, isStageResolved: true, unsent: "left-to-client" },
};
const roleArn = "arn:aws:iam::222222222222:role/deploy";
const planned: Plan = {
  profile: { name: "prod", version: 7, matchedBy: "stage" },
  provider: null,
  accessRole: { roleArn, durationSeconds: 3600 },
  parameterKeys: ["DB_URL"],
  safeguards: [{ name: "EU only", safeguard: "allowed-regions", enforcementLevel: "error" }],
  clients: { legacy: "allow" },
};

/** Ports that write down what they are asked beyond the plan, and find that everything is fine. */
function worldWith(plan: Partial<Plan> = {}) {
  const calls: unknown[] = [];
  const ports: ClientPorts = {
    plan: async () => ({ ...planned, ...plan }),
    evaluate: async ({ purpose, unsent, input }) => {
      calls.push({ purpose, unsent, target: input.target });
      return { verdict: "allowed", results: [], blockedBy: [] };
    },
    open: async () => ({ parameters: [] }),
    issue: async ({ purpose }) => ({
      ...{ accessKeyId: `ASIA for ${purpose}`, secretAccessKey: "s", sessionToken: "t" },
      ...{ expiration: "2026-11-20T12:00:00.000Z", durationSeconds: 3600, roleArn },
    }),
    newDeploymentId: () => "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
    digest: (text) => text,
    recordIntent: async () => void calls.push("recordIntent"),
    recordOutcome: async () => {},
    recordWhole: async () => void calls.push("recordWhole"),
  };
  return { ports, calls };
}

test.each([
  ["allow", "deploy"],
  ["plan-only", "plan"],
] as const)(
  "a profile that says %s of existing clients gives them what is for a %s",
  async (legacy, purpose) => {
    const { ports, calls } = worldWith({ clients: { legacy } });
    expect(await resolveForClient(ports, keyWith({}), asked)).toMatchObject({
      safeguards: planned.safeguards,
      credentials: { accessKeyId: `ASIA for ${purpose}` },
    });
    expect(calls[0]).toMatchObject({ purpose });
  },
);

test.each<[string, Partial<Plan>, Partial<typeof asked>, string]>([
  ["a profile that denies existing clients", { clients: { legacy: "deny" } }, {}, "clients-denied"],
  [
    "one with a safeguard that could block, for a client that evaluates nothing",
    {},
    { unsent: "refused" },
    "safeguards-unevaluated",
  ],
  [
    "one that the client's instance could hide, for a client that names it in its next request",
    { unnamedInstance: true, safeguards: [], clients: { legacy: "plan-only" } },
    { unsent: "refused" },
    "instance-unnamed",
  ],
])("%s is refused before anything is evaluated, recorded or issued", async (_, plan, changes, reason) => {
  const { ports, calls } = worldWith(plan);
  expect(await resolveForClient(ports, keyWith({}), { ...asked, ...changes })).toEqual({
    ...{ verdict: "refused", reason, profile: planned.profile, hasAccessRole: true },
  });
  expect(calls).toEqual([]);
});

test.each<[string, Partial<Plan>]>([
  [
    "can only warn",
    { safeguards: [{ name: "EU", safeguard: "allowed-regions", enforcementLevel: "warning" }] },
  ],
  ["gives no more than is for a plan", { clients: { legacy: "plan-only" } }],
])("a profile that %s is resolved for a client that evaluates nothing", async (_, plan) => {
  const { ports, calls } = worldWith(plan);
  const resolved = await resolveForClient(ports, keyWith({}), { ...asked, unsent: "refused" });
  expect(resolved.verdict).toBe("allowed");
  expect(calls[0]).toMatchObject({ unsent: "left-to-client" });
});

test("a client that never names its instance gets what the profile says, where both could decide", async () => {
  const { ports } = worldWith({ unnamedInstance: true });
  const resolved = await resolveForClient(ports, keyWith({}), asked);
  expect(resolved).toMatchObject({ verdict: "allowed", credentials: { accessKeyId: "ASIA for deploy" } });
});

test("a blocked deploy is told which safeguards the evaluation says block it", async () => {
  const { ports } = worldWith();
  const evaluate = async () => ({ verdict: "blocked" as const, results: [], blockedBy: ["EU only"] });
  expect(await resolveForClient({ ...ports, evaluate }, keyWith({}), asked)).toMatchObject({
    verdict: "blocked",
    blockedBy: ["EU only"],
  });
});

test("safeguards do not get a stage that is not resolved", async () => {
  const { ports, calls } = worldWith();
  await resolveForClient(ports, keyWith({}), { ...asked, isStageResolved: false });
  expect(calls[0]).toMatchObject({ target: { org, app } });
  expect(calls[0]).not.toHaveProperty("target.stage");
});

test.each([
  [true, "Ask an admin for a wider key."],
  [false, "pass it with --stage."],
])(
  "a key that does not cover the target is refused with advice (stage resolved: %s)",
  async (resolved, advice) => {
    const { ports, calls } = worldWith();
    const answer = resolveForClient(ports, keyWith({ stages: ["dev"] }), {
      ...asked,
      isStageResolved: resolved,
    });
    await expect(answer).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining(advice),
    });
    expect(calls).toEqual([]);
  },
);
