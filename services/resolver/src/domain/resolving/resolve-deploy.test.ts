import { type Evaluation, type Plan, Problem, ResolveInput } from "@stagepass/contracts";
import { describe, expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import type { CallPorts } from "./ports.ts";
import { resolveDeploy } from "./resolve-deploy.ts";

const keyDigest = "5e".repeat(32);
const target = makeTarget();
const role = "arn:aws:iam::222222222222:role/deploy";
const planned: Plan = {
  profile: { name: "prod", version: 7, matchedBy: "stage" },
  provider: null,
  accessRole: { roleArn: role, durationSeconds: 3600 },
  parameterKeys: ["DB_URL"],
  safeguards: [
    { name: "EU only", safeguard: "allowed-regions", enforcementLevel: "error", settings: ["eu-central-1"] },
  ],
  clients: { legacy: "deny" },
};
const passed: Evaluation = { verdict: "allowed", results: [], blockedBy: [] };
const parameters = [
  {
    key: "DB_URL",
    value: "postgres://db",
    sensitive: true,
    source: "profile" as const,
    overrides: [],
    referenced: false,
  },
];
const session = {
  accessKeyId: "ASIA1",
  secretAccessKey: "s",
  sessionToken: "t",
  expiration: "2026-11-20T12:00:00.000Z",
  durationSeconds: 3600,
  roleArn: role,
  region: "eu-central-1",
};

const planning =
  (changes: Partial<Plan> = {}) =>
  async () => ({
    keyId: "key_ci",
    plan: { ...planned, ...changes },
  });

/** Ports that write down what was asked of them, and answer as told. */
function worldWith(changes: Partial<CallPorts> = {}) {
  const calls: string[] = [];
  const answers: CallPorts = {
    planFor: planning(),
    evaluate: async () => passed,
    open: async () => ({ parameters }),
    issue: async () => session,
    newDeploymentId: () => "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
    digest: (text) => `sha256 of ${text}`,
    recordIntent: async () => {},
    recordOutcome: async () => {},
    recordWhole: async () => {},
    ...changes,
  };
  const noted = (name: keyof CallPorts) => [name, (...given: never[]) => note(name, given)] as const;
  const note = (name: keyof CallPorts, given: never[]) => {
    if (name !== "newDeploymentId" && name !== "digest") calls.push(name);
    return (answers[name] as (...all: never[]) => unknown)(...given); // each port with its own arguments
  };
  const names = Object.keys(answers) as (keyof CallPorts)[]; // Object.keys forgets the literal keys
  return { calls, ports: Object.fromEntries(names.map(noted)) as unknown as CallPorts };
}

function ask(ports: CallPorts, more: object = {}) {
  return resolveDeploy(ports, keyDigest, ResolveInput.parse({ ...target, ...more }));
}

describe("a deploy without a profile", () => {
  test("a deploy without a profile is allowed with nothing, recorded whole, and asks neither for values nor AWS", async () => {
    const nothing = { profile: null, provider: null, accessRole: null, parameterKeys: [], safeguards: [] };
    const { ports, calls } = worldWith({ planFor: planning(nothing) });
    expect(await ask(ports)).toEqual({
      deploymentId: "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
      ...{
        verdict: "allowed",
        profile: null,
        provider: null,
        safeguards: [],
        parameters: [],
        credentials: null,
      },
    });
    expect(calls).toEqual(["planFor", "recordWhole"]);
  });
});

describe("a deploy that passes", () => {
  test("a deploy that passes gets parameters and credentials, after the intent and before the outcome is committed", async () => {
    const { ports, calls } = worldWith();
    expect(await ask(ports)).toEqual({
      deploymentId: "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
      verdict: "allowed",
      profile: planned.profile,
      provider: null,
      safeguards: [],
      parameters,
      credentials: session,
    });
    expect(calls).toEqual(["planFor", "evaluate", "recordIntent", "open", "issue", "recordOutcome"]);
  });

  test("a deploy that passes waits for its intent to be committed before anything is decrypted or AWS is called", async () => {
    const committed = withResolvers();
    const { ports, calls } = worldWith({ recordIntent: () => committed.promise });
    const answer = ask(ports);
    await settle();
    expect(calls).toEqual(["planFor", "evaluate", "recordIntent"]);
    committed.resolve();
    await answer;
    expect(calls).toContain("issue");
  });

  test.each([
    ["recordOutcome", {}],
    ["recordWhole", { accessRole: null }],
  ] as const)("is not answered before %s has committed its outcome", async (record, plan) => {
    const committed = withResolvers();
    const { ports } = worldWith({ planFor: planning(plan), [record]: () => committed.promise });
    let answered = false;
    const answer = ask(ports).then(() => {
      answered = true;
    });
    await settle();
    expect(answered).toBe(false);
    committed.resolve();
    await answer;
  });

  test.each([
    ["recordOutcome", {}],
    ["recordWhole", { accessRole: null }],
  ] as const)("gets nothing when %s cannot commit its outcome", async (record, plan) => {
    const { ports } = worldWith({
      planFor: planning(plan),
      [record]: () => Promise.reject(new Problem("unavailable", "no database")),
    });
    await expect(ask(ports)).rejects.toMatchObject({ code: "unavailable" });
  });

  test("a deploy that passes gets nothing when its intent cannot be committed", async () => {
    const { ports, calls } = worldWith({
      recordIntent: () => Promise.reject(new Problem("unavailable", "no database")),
    });
    await expect(ask(ports)).rejects.toMatchObject({ code: "unavailable" });
    expect(calls).toEqual(["planFor", "evaluate", "recordIntent"]);
  });

  test("a deploy that passes opens exactly the version that was planned", async () => {
    let opened: unknown;
    const { ports } = worldWith({
      open: async ({ profile }) => {
        opened = profile;
        return { parameters };
      },
    });
    await ask(ports);
    expect(opened).toEqual({ name: "prod", version: 7 });
  });

  test("a deploy without a role does not call AWS, and is recorded whole before the answer", async () => {
    const recorded: unknown[] = [];
    const { ports, calls } = worldWith({
      planFor: planning({ accessRole: null }),
      recordWhole: async (intent, outcome) => void recorded.push({ ...intent, ...outcome }),
    });
    expect(await ask(ports)).toMatchObject({ credentials: null });
    expect(calls).toEqual(["planFor", "evaluate", "open", "recordWhole"]);
    expect(recorded).toMatchObject([{ parameterKeys: ["DB_URL"], is: "resolved", credentials: null }]);
  });

  test("a deploy without parameters opens none", async () => {
    const { ports, calls } = worldWith({ planFor: planning({ parameterKeys: [] }) });
    expect(await ask(ports)).toMatchObject({ parameters: [] });
    expect(calls).not.toContain("open");
  });
});

describe("a deploy that is blocked", () => {
  const blocked = {
    evaluate: async (): Promise<Evaluation> => ({ verdict: "blocked", results: [], blockedBy: ["EU only"] }),
  };

  test("a deploy that is blocked decrypts nothing, does not call AWS, and is recorded before the answer", async () => {
    const { ports, calls } = worldWith(blocked);
    await ask(ports);
    expect(calls).toEqual(["planFor", "evaluate", "recordWhole"]);
  });

  test("a deploy that is blocked is recorded with the safeguards that block it", async () => {
    const recorded: unknown[] = [];
    const { ports } = worldWith({
      ...blocked,
      recordWhole: async (_intent, outcome) => void recorded.push(outcome),
    });
    await ask(ports);
    expect(recorded).toEqual([{ is: "blocked", blockedBy: ["EU only"] }]);
  });

  test("a deploy that is blocked gets an answer without fields for parameters and credentials", async () => {
    const { ports } = worldWith(blocked);
    expect(Object.keys(await ask(ports)).sort()).toEqual([
      "deploymentId",
      "profile",
      "provider",
      "safeguards",
      "verdict",
    ]);
  });
});

describe("a deploy that fails", () => {
  const notAssumable = () => Promise.reject(new Problem("role-not-assumable", "no"));

  test("a deploy that fails is recorded with its problem, and gets that problem", async () => {
    const recorded: unknown[] = [];
    const { ports } = worldWith({
      issue: notAssumable,
      recordOutcome: async (_intent, outcome) => void recorded.push(outcome),
    });
    await expect(ask(ports)).rejects.toMatchObject({ code: "role-not-assumable" });
    expect(recorded).toEqual([{ is: "failed", problem: "role-not-assumable" }]);
  });

  test("a deploy that fails without a role is recorded whole, with its problem", async () => {
    const recorded: unknown[] = [];
    const { ports } = worldWith({
      planFor: planning({ accessRole: null }),
      open: () => Promise.reject(new Problem("conflict", "destroyed")),
      recordWhole: async (_intent, outcome) => void recorded.push(outcome),
    });
    await expect(ask(ports)).rejects.toMatchObject({ code: "conflict" });
    expect(recorded).toEqual([{ is: "failed", problem: "conflict" }]);
  });

  test("a deploy that fails gets the first problem even when it cannot be recorded", async () => {
    const { ports } = worldWith({
      issue: notAssumable,
      recordOutcome: () => Promise.reject(new Error("down")),
    });
    await expect(ask(ports)).rejects.toMatchObject({ code: "role-not-assumable" });
  });

  test("a deploy that fails to open its parameters gets no credentials", async () => {
    const recorded: unknown[] = [];
    const { ports } = worldWith({
      open: () => Promise.reject(new Problem("secret-not-readable", "no")),
      recordOutcome: async (_intent, outcome) => void recorded.push(outcome),
    });
    await expect(ask(ports)).rejects.toMatchObject({ code: "secret-not-readable" });
    expect(recorded).toEqual([{ is: "failed", problem: "secret-not-readable" }]);
  });

  test("a deploy without a profile is not evaluated", async () => {
    const { ports, calls } = worldWith({ planFor: () => Promise.reject(new Problem("no-profile", "none")) });
    await expect(ask(ports)).rejects.toMatchObject({ code: "no-profile" });
    expect(calls).toEqual(["planFor"]);
  });

  test("a deploy fails closed when its safeguards cannot be evaluated", async () => {
    const { ports, calls } = worldWith({
      evaluate: () => Promise.reject(new Problem("unavailable", "down")),
    });
    await expect(ask(ports)).rejects.toMatchObject({ code: "unavailable" });
    expect(calls).toEqual(["planFor", "evaluate"]);
  });
});

test("the record of a deploy holds the digests of what was evaluated", async () => {
  let intent: unknown;
  const { ports } = worldWith({
    recordIntent: async (given) => {
      intent = given;
    },
  });
  await ask(ports, { declaration: { a: 1 }, template: "Resources: {}" });
  expect(intent).toMatchObject({
    declarationDigest: 'sha256 of {"a":1}',
    templateDigest: "sha256 of Resources: {}",
    emptyTemplate: false,
    requestedBy: "key_ci",
  });
});

test("a template that is empty on purpose is recorded and evaluated as such", async () => {
  const intents: unknown[] = [];
  const evaluated: unknown[] = [];
  const { ports } = worldWith({
    evaluate: async ({ input }) => {
      evaluated.push(input.empty);
      return { verdict: "allowed", results: [], blockedBy: [] };
    },
    recordIntent: async (intent) => void intents.push(intent),
  });
  await ask(ports, { template: "Resources: {}", empty: true });
  expect(evaluated).toEqual([true]);
  expect(intents).toMatchObject([{ emptyTemplate: true }]);
});

test("nothing is evaluated without safeguards, unless a template was sent", async () => {
  const planFor = planning({ safeguards: [] });
  const without = worldWith({ planFor });
  await ask(without.ports);
  expect(without.calls).not.toContain("evaluate");
  const withTemplate = worldWith({ planFor });
  await ask(withTemplate.ports, { template: "Resources: {}" });
  expect(withTemplate.calls).toContain("evaluate");
  const withClaim = worldWith({ planFor });
  await ask(withClaim.ports, { empty: true });
  expect(withClaim.calls, "what is said of a template is checked even without one").toContain("evaluate");
});

/** Lets everything go on that does not wait for the test. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** As `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
