import type { SafeguardResult } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { blockersOf, type Terms, verdictOf } from "./verdict.ts";

const evaluated = { name: "Any", safeguard: "require-cfn-role", messages: [] };

const results = {
  passed: { ...evaluated, enforcementLevel: "error", outcome: "passed" },
  warned: { ...evaluated, enforcementLevel: "warning", outcome: "warned" },
  failed: { ...evaluated, enforcementLevel: "error", outcome: "failed" },
  "skipped error": { ...evaluated, enforcementLevel: "error", outcome: "skipped", reason: "needs-template" },
  "skipped warning": {
    ...evaluated,
    enforcementLevel: "warning",
    outcome: "skipped",
    reason: "needs-template",
  },
  "error out of scope": {
    ...evaluated,
    enforcementLevel: "error",
    outcome: "skipped",
    reason: "out-of-scope",
  },
} satisfies Record<string, SafeguardResult>;
type Name = keyof typeof results;

test.each<[Name[], string, string]>([
  [[], "allowed", "allowed"],
  [["passed"], "allowed", "allowed"],
  [["error out of scope"], "allowed", "allowed"],
  [["warned"], "allowed-with-warnings", "allowed-with-warnings"],
  [["skipped warning"], "allowed-with-warnings", "allowed-with-warnings"],
  [["skipped error"], "blocked", "allowed-with-warnings"],
  [["failed"], "blocked", "blocked"],
  [["passed", "error out of scope", "warned"], "allowed-with-warnings", "allowed-with-warnings"],
  [["passed", "failed", "warned"], "blocked", "blocked"],
])("the results %j make the verdict of a deploy %s, and of a plan %s", (names, deploy, plan) => {
  const given = names.map((name) => results[name]);
  expect(verdictOf(given, { purpose: "deploy", unsent: "blocks" })).toBe(deploy);
  expect(verdictOf(given, { purpose: "plan", unsent: "blocks" })).toBe(plan);
});

test.each<[Name[], string]>([
  [["skipped error"], "allowed-with-warnings"],
  [["skipped warning"], "allowed-with-warnings"],
  [["skipped error", "failed"], "blocked"],
  [["passed", "error out of scope"], "allowed"],
])(
  "the results %j make the verdict %s for a deploy whose client evaluates what it does not send",
  (names, verdict) => {
    const given = names.map((name) => results[name]);
    expect(verdictOf(given, { purpose: "deploy", unsent: "left-to-client" })).toBe(verdict);
  },
);

test.each<[Terms, string[]]>([
  [{ purpose: "deploy", unsent: "blocks" }, ["failed", "skipped"]],
  [{ purpose: "plan", unsent: "blocks" }, ["failed"]],
  [{ purpose: "deploy", unsent: "left-to-client" }, ["failed"]],
])("with the purpose and the rule for unsent inputs in %j, these safeguards block: %j", (terms, names) => {
  const given: SafeguardResult[] = [
    { ...results.passed, name: "passed" },
    { ...results.warned, name: "warned" },
    { ...results.failed, name: "failed" },
    { ...results["skipped error"], name: "skipped" },
    { ...results["skipped warning"], name: "skipped warning" },
    { ...results["error out of scope"], name: "elsewhere" },
  ];
  expect(blockersOf(given, terms)).toEqual(names);
});

const severity = ["allowed", "allowed-with-warnings", "blocked"];
const list = fc.array(fc.constantFrom(...Object.values(results)));
const terms = fc.record({
  purpose: fc.constantFrom("deploy" as const, "plan" as const),
  unsent: fc.constantFrom("blocks" as const, "left-to-client" as const),
});

test("the verdict is that of the worst result, and results out of scope do not change it", () => {
  fc.assert(
    fc.property(list, terms, (given, why) => {
      const alone = given.map((result) => severity.indexOf(verdictOf([result], why)));
      expect(severity.indexOf(verdictOf(given, why))).toBe(Math.max(0, ...alone));
      expect(verdictOf([...given, results["error out of scope"]], why)).toBe(verdictOf(given, why));
    }),
  );
});

test("a deploy is blocked exactly when a safeguard is named that blocks it", () => {
  fc.assert(
    fc.property(list, terms, (given, why) => {
      expect(verdictOf(given, why) === "blocked").toBe(blockersOf(given, why).length > 0);
    }),
  );
});
