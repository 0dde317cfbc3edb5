import type { Evaluation } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  asWarning,
  euOnly,
  evaluateDeploy,
  noSecrets,
  outcomes,
  type Question,
  type Safeguard,
  target,
} from "../../../test/evaluating.ts";
import { portsAtNoon } from "../../../test/ports.ts";
import { policies } from "../policies/registry.ts";
import { evaluate } from "./evaluate.ts";

const error = { name: "any", enforcementLevel: "error" as const };

/** A safeguard of each policy that evaluates templates, also of those that people write themselves. */
const ofTemplates: Safeguard[] = [
  ...policies
    .filter(({ needs }) => needs.includes("template"))
    .map(({ id, defaultSettings }) => ({ ...error, safeguard: id, settings: defaultSettings })),
  { ...error, safeguard: "expression", settings: 'resources.all(r, r.type != "AWS::S3::Bucket")' },
  { ...error, safeguard: "javascript", settings: "Object.values(compiled).length > 0" },
];

/** Evaluates where custom policies have nothing against anything. */
function evaluateLeniently(safeguards: Safeguard[], input: object, purpose: "deploy" | "plan" = "deploy") {
  const sandbox = { ...portsAtNoon.sandbox, evaluate: async () => [] };
  const question = { safeguards, purpose, unsent: "blocks" as const, input: { target, ...input } };
  return evaluate(question, { ...portsAtNoon, sandbox });
}

const parameters = fc.dictionary(fc.stringMatching(/^[A-Z]\w{0,9}$/), fc.constant({ Type: "String" }));
const description = fc.string({ maxLength: 40 });
const withoutResources = fc
  .record({ Description: description, Parameters: parameters }, { requiredKeys: [] })
  .map((rest) => ({ ...rest, Resources: {} }));
const withResources = fc
  .dictionary(fc.stringMatching(/^[A-Z]\w{0,9}$/), fc.constant({ Type: "AWS::SNS::Topic" }), { minKeys: 1 })
  .map((Resources) => ({ Resources }));
const form = fc.constantFrom(
  (template: object): unknown => template,
  (template: object): unknown => JSON.stringify(template),
);
const purpose = fc.constantFrom("deploy" as const, "plan" as const);

test("no policy that evaluates templates passes one without resources, unless it is empty on purpose", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ofTemplates),
      withoutResources,
      form,
      purpose,
      async (safeguard, template, inForm, why) => {
        const both = [safeguard, asWarning(safeguard)];
        const sent = { template: inForm(template), declaration: { service: "checkout" } };
        expect(outcomes(await evaluateLeniently(both, sent, why))).toEqual({
          verdict: "blocked",
          outcomes: ["failed", "warned"],
        });
        expect(outcomes(await evaluateLeniently(both, { ...sent, empty: true }, why))).toEqual({
          verdict: "allowed",
          outcomes: ["passed", "passed"],
        });
      },
    ),
  );
});

test("the evaluation refuses empty beside a template with resources", async () => {
  await fc.assert(
    fc.asyncProperty(withResources, form, async (template, inForm) => {
      const sent = { template: inForm(template) };
      await expect(evaluateLeniently([], { ...sent, empty: true })).rejects.toMatchObject({
        code: "invalid",
        facts: { errors: [{ path: "$.empty", message: expect.stringMatching(/has .* resources?: leave/) }] },
      });
      expect(await evaluateLeniently(ofTemplates, { ...sent, empty: false })).toEqual(
        await evaluateLeniently(ofTemplates, sent),
      );
    }),
  );
});

const messagesOf = ({ results }: Evaluation) => results.map(({ messages }) => messages);

test("the evaluation says what to do about a template without resources", async () => {
  const template = { Resources: {} };
  const says =
    "The template has no resources, so that there is nothing to judge. Send the compiled template of this deploy, or " +
    'say that it is empty on purpose: "empty": true beside it (--empty in a terminal).';
  expect(messagesOf(await evaluateDeploy([noSecrets, asWarning(noSecrets)], { template }))).toEqual([
    [says],
    [says],
  ]);
  expect(outcomes(await evaluateDeploy([asWarning(noSecrets)], { template }))).toEqual({
    verdict: "allowed-with-warnings",
    outcomes: ["warned"],
  });
});

test("a template without resources does not fail a policy that does not need it", async () => {
  const safeguards = [euOnly, { ...error, safeguard: "expression", settings: "target.org == 'acmecorp'" }];
  expect(outcomes(await evaluateLeniently(safeguards, { template: { Resources: {} } }))).toMatchObject({
    outcomes: ["passed", "passed"],
  });
});

test("the evaluation of a template that is empty on purpose respects its transforms", async () => {
  const template = { Transform: "AcmeMacro", Resources: {} };
  expect(outcomes(await evaluateDeploy([noSecrets], { template, empty: true }))).toMatchObject({
    verdict: "blocked",
  });
});

test("the evaluation accepts a template without Resources only when it is empty on purpose, and Resources of another type never", async () => {
  const template = { Parameters: { BootstrapVersion: { Type: "String" } } };
  await expect(evaluateDeploy([noSecrets], { template })).rejects.toThrow(
    /^\$\.template\.Resources: is required/,
  );
  expect(outcomes(await evaluateDeploy([noSecrets], { template, empty: true }))).toMatchObject({
    verdict: "allowed",
  });
  for (const Resources of [null, [], "none"]) {
    await expect(evaluateDeploy([noSecrets], { template: { Resources }, empty: true })).rejects.toThrow(
      /^\$\.template\.Resources: must be an object/,
    );
  }
});

test("a resource counts whatever its condition: a template whose resources a deploy leaves out is not empty", async () => {
  const never = { Conditions: { Never: { "Fn::Equals": ["a", "b"] } } };
  const resource = { Type: "AWS::SNS::Topic", Condition: "Never" };
  const template = { ...never, Resources: { Topic: resource } };
  expect(outcomes(await evaluateDeploy([noSecrets], { template }))).toMatchObject({ outcomes: ["passed"] });
  await expect(evaluateDeploy([noSecrets], { template, empty: true })).rejects.toThrow(
    /^\$\.empty: .* has a resource/,
  );
});

test("the evaluation refuses empty without a template", async () => {
  const asked: Question = {
    safeguards: [],
    purpose: "deploy",
    unsent: "blocks",
    input: { target, empty: true },
  };
  await expect(evaluate(asked, portsAtNoon)).rejects.toThrow(/^\$\.empty: .* no template was sent/);
  await expect(evaluate(asked, portsAtNoon, ["input"])).rejects.toThrow(/^\$\.input\.empty: /);
});
