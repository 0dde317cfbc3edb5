// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { EvaluatedTarget, Problem } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import { portsAtNoon } from "../../../test/ports.ts";
import type { Need } from "../policies/definition/policy-document.ts";
import { policies } from "../policies/registry.ts";
import { evaluate } from "./evaluate.ts";
import type { Ports } from "./ports.ts";

const target = makeTarget();

// What happens in the sandbox is the sandbox's business, which has properties of its own.
const ports: Ports = { ...portsAtNoon, sandbox: { ...portsAtNoon.sandbox, evaluate: async () => [] } };

/** Any JSON, made mostly of the words that policies look for, so that it comes near the shapes they read. */
const json = fc.letrec<{ value: unknown; record: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: "medium" },
    fc.constantFrom(
      null,
      true,
      0,
      7,
      "",
      "*",
      "s3:*",
      "Allow",
      "Deny",
      "AWS::NoValue",
      "${A}",
      "a://b:c12@d",
    ),
    fc.string(),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("record"),
  ),
  record: fc.dictionary(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...keysThatMatter()) },
      { weight: 1, arbitrary: fc.string() },
    ),
    tie("value"),
    { maxKeys: 5 },
  ),
}));

function keysThatMatter(): string[] {
  const intrinsics = ["Ref", "Fn::If", "Fn::Join", "Fn::Sub", "Fn::GetAtt", "Fn::Transform"];
  const template = ["Properties", "Environment", "Variables", "Policies", "PolicyDocument", "Statement"];
  const statement = ["Effect", "Action", "NotAction", "Resource", "NotResource"];
  const declaration = ["provider", "stackTags", "cfnRole", "iam", "deploymentRole", "functions", "team"];
  return [...intrinsics, ...template, ...statement, ...declaration, "constructor", "toString"];
}

const type = fc.constantFrom(
  "AWS::Lambda::Function",
  "AWS::IAM::Role",
  "AWS::IAM::Policy",
  "AWS::IAM::ManagedPolicy",
  "AWS::SNS::Topic",
);

/** Resources that a policy will look at, down to where its own shapes begin. */
const resource = fc.oneof(
  fc.record({ Type: type, Properties: json.value }),
  fc
    .tuple(json.value, json.value)
    .map(([policyList, statement]) => [policyList, [{ PolicyDocument: { Statement: statement } }]])
    .chain((choices) => fc.constantFrom(...choices))
    .map((Policies) => ({ Type: "AWS::IAM::Role", Properties: { Policies } })),
  json.record.map((Variables) => ({
    Type: "AWS::Lambda::Function",
    Properties: { Environment: { Variables } },
  })),
);
const template = fc.dictionary(fc.string(), resource, { maxKeys: 4 }).map((Resources) => ({ Resources }));

const id = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...policies.map((policy) => policy.id)) },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 64 }) },
);

const safeguard = id.chain((policyId) => {
  const example = policies.find((policy) => policy.id === policyId)?.defaultSettings;
  return fc.record({
    name: fc.constant("any"),
    safeguard: fc.constant(policyId),
    enforcementLevel: fc.constantFrom("error" as const, "warning" as const),
    settings: fc.oneof(fc.constant(example), json.value),
  });
});

const wildcards = fc.option(
  fc.array(fc.constantFrom("*", "prod", "p*d", "eu-*", "A", "none"), { minLength: 1 }),
  {
    nil: undefined,
  },
);
const scope = fc.record({ stages: wildcards, services: wildcards, regions: wildcards });
const exemption = fc.record({
  what: fc.record({ stages: wildcards, regions: wildcards, resources: wildcards }),
  why: fc.constant("Migration"),
  who: fc.constant("ada@example.com"),
  until: fc.constantFrom("2026-11-20T11:00:00Z", "2026-11-20T13:00:00Z"),
});

const version = fc.oneof(fc.string({ maxLength: 128 }), fc.constantFrom("3.39.0", "4.0.0-beta.1"));
const given = fc.record(
  { declaration: json.record, template, frameworkVersion: version },
  { requiredKeys: [] },
);
const purpose = fc.constantFrom("deploy" as const, "plan" as const);

test("no settings, declaration or template makes a policy throw", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(safeguard, { maxLength: 4 }),
      given,
      purpose,
      async (safeguards, input, why) => {
        const { results } = await evaluate(
          { safeguards, purpose: why, unsent: "blocks", input: { target, ...input } },
          ports,
        );
        expect(results).toHaveLength(safeguards.length);
        for (const { outcome, messages } of results) expect(messages.length === 0).toBe(outcome === "passed");
      },
    ),
    { numRuns: 2_000 },
  );
});

test("no scope and no exemption makes an evaluation throw, or lets a safeguard pass that they do not name", async () => {
  await fc.assert(
    fc.asyncProperty(
      safeguard,
      given,
      fc.option(scope, { nil: undefined }),
      fc.array(exemption, { maxLength: 3 }),
      async (plain, input, limits, exemptions) => {
        const question = {
          purpose: "deploy" as const,
          unsent: "blocks" as const,
          input: { target, ...input },
        };
        const limited = { ...plain, scope: limits, exemptions };
        const [before] = (await evaluate({ ...question, safeguards: [plain] }, ports)).results;
        const [after] = (await evaluate({ ...question, safeguards: [limited] }, ports)).results;
        if (after?.outcome === "skipped" && after.reason === "out-of-scope") {
          expect(limits).toBeDefined();
        } else if (after?.exemptions === undefined) {
          expect(after?.outcome).toBe(before?.outcome);
          expect(after?.messages.slice(0, before?.messages.length)).toEqual(before?.messages);
        } else {
          expect(before?.outcome).not.toBe("passed");
          expect(after.exemptions.every(({ until }) => until === "2026-11-20T13:00:00Z")).toBe(true);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

test("any text or object is evaluated as a template or refused as invalid", async () => {
  const anything = fc.oneof(
    fc.string(),
    json.record,
    json.value.map((value) => JSON.stringify(value)),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (sent) => {
      try {
        await evaluate(
          { safeguards: [], purpose: "deploy", unsent: "blocks", input: { target, template: sent } },
          ports,
        );
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        expect(error.code).toBe("invalid");
        for (const { path } of error.facts.errors ?? []) expect(path).toMatch(/^\$\.template/);
      }
    }),
    { numRuns: 2_000 },
  );
});

const inputOf: Partial<Record<Need, string>> = {
  template: "template",
  declaration: "declaration",
  "framework-version": "frameworkVersion",
};

for (const policy of policies.filter(({ needs }) => needs.length > 0)) {
  test(`${policy.id} never passes without what it needs`, async () => {
    await fc.assert(
      fc.asyncProperty(
        given,
        fc.oneof(fc.constant(policy.defaultSettings), json.value),
        purpose,
        async (all, settings, why) => {
          const input = without(
            all,
            policy.needs.map((need) => inputOf[need]),
          );
          const evaluated = EvaluatedTarget.parse(without(target, policy.needs));
          const one = { name: "any", safeguard: policy.id, enforcementLevel: "error" as const, settings };
          const { verdict, results } = await evaluate(
            { safeguards: [one], purpose: why, unsent: "blocks", input: { target: evaluated, ...input } },
            ports,
          );
          expect(results[0]?.outcome).not.toBe("passed");
          expect(verdict).not.toBe("allowed");
        },
      ),
    );
  });
}

function without(whole: object, keys: readonly (string | undefined)[]): object {
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !keys.includes(key)));
}
