import { afterAll, beforeAll, expect, test } from "vitest";
import { makeTarget } from "../../../../test/support/target.ts";
import { hostileExpressions } from "../../test/hostile-expressions.ts";
import { hostileJavascript } from "../../test/hostile-javascript.ts";
import { untilAvailable } from "../../test/until-available.ts";
import type { PolicyDocument } from "../domain/policies/definition/policy-document.ts";
import type { CustomPolicy } from "../domain/policies/definition/sandbox.ts";
import { limits } from "./limits.ts";
import { type RunningSandbox, startSandbox } from "./start-sandbox.ts";

const document: PolicyDocument = {
  target: makeTarget(),
  now: "2026-11-20T12:00:00Z",
  frameworkVersion: "4.0.0",
  declaration: { service: "checkout", provider: { stage: "prod" } },
  resources: Array.from({ length: 200 }, (_, index) => ({
    logicalId: `Queue${index}`,
    type: "AWS::SQS::Queue",
    body: { Type: "AWS::SQS::Queue", Properties: { DelaySeconds: index } },
  })),
};
const others: PolicyDocument = { ...document, target: { ...document.target, org: "othercorp" } };

const hostile = [
  ...familiesOf("javascript", hostileJavascript),
  ...familiesOf("expression", hostileExpressions),
];

function familiesOf(engine: CustomPolicy["engine"], families: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(families).map(([family, sources]) => ({
    family,
    policies: sources.map((source): CustomPolicy => ({ engine, source })),
  }));
}

const benign: readonly (readonly [CustomPolicy, readonly string[]])[] = [
  [{ engine: "expression", source: 'resources.all(r, r.type.startsWith("AWS::"))' }, []],
  [{ engine: "expression", source: 'target.stage == "dev"', message: "Only dev." }, ["Only dev."]],
  [{ engine: "javascript", source: "Object.keys(compiled).length === 3" }, []],
  [
    { engine: "javascript", source: "module.exports = (p, { provider }) => p.fail(provider.getStage())" },
    ["prod"],
  ],
];

/** Several at once: most of the time goes into new processes in place of those that were killed. */
const attackers = 3;

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ processes: attackers + 1 });
});
afterAll(() => sandbox?.close());

test("there are at least 250 hostile policies", () => {
  expect(hostile.flatMap(({ policies }) => policies).length).toBeGreaterThanOrEqual(250);
});

for (const { family, policies } of hostile) {
  test(`no policy passes that wants to ${family}, each is answered, and those beside it get their answers`, {
    timeout: 300_000,
  }, async () => {
    let attacking = true;
    const answers: string[][] = [];
    const neighbour = async () => {
      for (let turn = 0; attacking || turn < benign.length; turn++) {
        const [policy] = benign[turn % benign.length] ?? [];
        if (policy === undefined) break;
        const violations = await untilAvailable(() => sandbox.evaluate(policy, others));
        answers.push(violations.map(({ message }) => message));
      }
    };
    const left = policies.values();
    const attackInTurn = async () => {
      for (const policy of left) {
        const violations = await untilAvailable(() => sandbox.evaluate(policy, document));
        const source = policy.source.slice(0, 200);
        expect({ source, violations: violations.length }).not.toEqual({ source, violations: 0 });
        expect(violations.length).toBeLessThanOrEqual(limits.messages);
        for (const { message } of violations) {
          expect(message.length).toBeLessThanOrEqual(limits.messageLength);
          expect(message).not.toMatch(/(?!\n|\t)[\p{Control}\p{Surrogate}]/u);
        }
      }
    };
    const attack = Promise.all(Array.from({ length: attackers }, attackInTurn)).finally(() => {
      attacking = false;
    });
    await Promise.all([attack, neighbour()]);
    for (const [turn, answer] of answers.entries()) expect(answer).toEqual(benign[turn % benign.length]?.[1]);
  });
}
