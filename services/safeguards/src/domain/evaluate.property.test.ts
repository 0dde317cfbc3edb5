// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { Problem } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, type Ports } from "./evaluate.ts";
import { policies } from "./policies.ts";

const target = {
  org: "acmecorp",
  app: "storefront",
  stage: "prod",
  service: "checkout",
  region: "eu-central-1",
};

const ports: Ports = {
  now: () => new Date("2026-11-20T12:00:00Z"),
  pause: async () => {},
  policyThrew: (policy, cause) => {
    throw new Error(`${policy} threw`, { cause });
  },
};

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
  const example = policies.find((policy) => policy.id === policyId)?.exampleSettings;
  return fc.record({
    name: fc.constant("any"),
    safeguard: fc.constant(policyId),
    enforcementLevel: fc.constantFrom("error" as const, "warning" as const),
    settings: fc.oneof(fc.constant(example), json.value),
  });
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
        const { results } = await evaluate({ safeguards, purpose: why, input: { target, ...input } }, ports);
        expect(results).toHaveLength(safeguards.length);
        for (const { outcome, messages } of results) expect(messages.length === 0).toBe(outcome === "passed");
      },
    ),
    { numRuns: 2_000 },
  );
});

test("any text or object is a template or is refused as one", async () => {
  const anything = fc.oneof(
    fc.string(),
    json.record,
    json.value.map((value) => JSON.stringify(value)),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (sent) => {
      try {
        await evaluate({ safeguards: [], purpose: "deploy", input: { target, template: sent } }, ports);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        expect(error.code).toBe("invalid");
        for (const { path } of error.facts.errors ?? []) expect(path).toMatch(/^\$\.template/);
      }
    }),
    { numRuns: 2_000 },
  );
});

const inputOf = {
  template: "template",
  declaration: "declaration",
  "framework-version": "frameworkVersion",
} as const;

for (const policy of policies.filter(({ needs }) => needs.length > 0)) {
  test(`${policy.id} never passes without what it needs`, async () => {
    await fc.assert(
      fc.asyncProperty(
        given,
        fc.oneof(fc.constant(policy.exampleSettings), json.value),
        purpose,
        async (all, settings, why) => {
          const input = Object.fromEntries(
            Object.entries(all).filter(([key]) => !policy.needs.some((need) => inputOf[need] === key)),
          );
          const one = { name: "any", safeguard: policy.id, enforcementLevel: "error" as const, settings };
          const { verdict, results } = await evaluate(
            { safeguards: [one], purpose: why, input: { target, ...input } },
            ports,
          );
          expect(results[0]?.outcome).not.toBe("passed");
          expect(verdict).not.toBe("allowed");
        },
      ),
    );
  });
}
