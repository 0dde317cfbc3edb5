import type { Evaluation, Input, Plan, evaluate as Request } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import type { Intent } from "./intent.ts";
import type { Ports } from "./ports.ts";
import { type Question, resolveTarget } from "./resolve-target.ts";

const { org, app, stage } = makeTarget({ stage: "${opt:stage, 'dev'}" });
const target = { org, app, stage };
const roleArn = "arn:aws:iam::222222222222:role/deploy";
const planRoleArn = "arn:aws:iam::222222222222:role/plan";

const plan: Plan = {
  profile: { name: "prod", version: 7, matchedBy: "default" },
  provider: null,
  accessRole: { roleArn, planRoleArn, durationSeconds: 3600 },
  parameterKeys: ["DB_URL"],
  safeguards: [{ name: "Known", safeguard: "allowed-stages", enforcementLevel: "error", settings: ["dev"] }],
  clients: { legacy: "allow" },
};

/** Ports that write down what they are asked, and find that everything is fine. */
function recordingPorts(verdict: Evaluation["verdict"] = "allowed") {
  const calls: string[] = [];
  const intents: Intent[] = [];
  const evaluated: Input<typeof Request>[] = [];
  const session = {
    ...{ accessKeyId: "ASIA1", secretAccessKey: "s", sessionToken: "t", durationSeconds: 3600, roleArn },
    expiration: "2026-11-20T12:00:00.000Z",
  };
  const ports: Ports = {
    evaluate: async (input) => {
      evaluated.push(input);
      return { verdict, results: [], blockedBy: [] };
    },
    open: async () => {
      calls.push("open");
      return {
        parameters: [
          {
            key: "DB_URL",
            value: "postgres://db",
            sensitive: true,
            source: "profile",
            overrides: [],
            referenced: false,
          },
        ],
      };
    },
    issue: async ({ purpose }) => {
      calls.push(`issue for ${purpose}`);
      return session;
    },
    newDeploymentId: () => "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
    digest: (text) => text,
    recordIntent: async (intent) => void intents.push(intent),
    recordOutcome: async () => {},
    recordWhole: async (intent) => void intents.push(intent),
  };
  return { ports, calls, intents, evaluated, session };
}

async function ask(ports: Ports, more: Partial<Question> = {}) {
  const question = {
    keyId: "key_ci",
    target,
    evaluatedTarget: target,
    plan,
    purpose: "deploy" as const,
    unsent: "blocks" as const,
  };
  return resolveTarget(ports, { ...question, ...more });
}

test("a target without service and region is resolved and recorded as it is, and its credentials have no region", async () => {
  const { ports, intents, session } = recordingPorts();
  expect(await ask(ports)).toMatchObject({ credentials: session });
  expect(intents[0]?.target).toEqual(target);
});

test("safeguards get the part of the target that they can rely on, and who evaluates the rest", async () => {
  const { ports, evaluated } = recordingPorts();
  const { stage: _, ...known } = target;
  await ask(ports, { evaluatedTarget: known, unsent: "left-to-client" });
  expect(evaluated).toMatchObject([{ unsent: "left-to-client", input: { target: known } }]);
  expect(evaluated[0]?.input.target).not.toHaveProperty("stage");
});

test("a plan is evaluated as a plan, and gets the role that may only read", async () => {
  const { ports, calls, intents, evaluated } = recordingPorts();
  await ask(ports, { purpose: "plan" });
  expect(calls).toContain("issue for plan");
  expect(evaluated[0]?.purpose).toBe("plan");
  expect(intents[0]).toMatchObject({ purpose: "plan", roleArn: planRoleArn });
});

test.each([
  ["parameters", ["open"], { credentials: null }, { roleArn: null, parameterKeys: ["DB_URL"] }],
  ["credentials", ["issue for deploy"], { parameters: [] }, { roleArn, parameterKeys: [] }],
] as const)(
  "who wants %s alone is given, and has on record, nothing else",
  async (wanted, asked, given, kept) => {
    const { ports, calls, intents } = recordingPorts();
    expect(await ask(ports, { wanted })).toMatchObject(given);
    expect(calls).toEqual(asked);
    expect(intents[0]).toMatchObject(kept);
  },
);

test("a blocked target gets nothing", async () => {
  const { ports, calls } = recordingPorts("blocked");
  expect(await ask(ports)).not.toHaveProperty("credentials");
  expect(calls).toEqual([]);
});

test("the intent is committed before parameters are opened, where only parameters of a profile with a role are wanted", async () => {
  const { ports, calls } = recordingPorts();
  // One of them may be in Secrets Manager, which is read with a session of the role.
  await ask(
    { ...ports, recordIntent: async () => void calls.push("recordIntent") },
    { wanted: "parameters" },
  );
  expect(calls).toEqual(["recordIntent", "open"]);
});
