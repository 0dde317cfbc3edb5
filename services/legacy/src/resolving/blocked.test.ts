import type { SafeguardResult } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { blocked } from "./blocked.ts";

const profile = { name: "prod", version: 7, matchedBy: "stage" } as const;
const result = { safeguard: "javascript", enforcementLevel: "error" } as const;
const failed = (name: string, message: string): SafeguardResult => {
  return { ...result, name, outcome: "failed", messages: [message] };
};
const skipped = (name: string): SafeguardResult => {
  return { ...result, name, outcome: "skipped", reason: "needs-template", messages: [] };
};

function sentence(results: SafeguardResult[], blockedBy: string[]): string {
  return blocked({ profile, results, blockedBy }).message;
}

test("a blocked deploy is told the safeguards that the evaluation names, and no others", () => {
  const results = [failed("EU only", "Not in us-east-1."), skipped("Left to the client")];
  expect(sentence(results, ["EU only"])).toBe(
    'Blocked by safeguards of the profile prod: "EU only": Not in us-east-1.',
  );
});

test("a deploy that only safeguards without their input block is told which they are", () => {
  expect(sentence([skipped("Small"), skipped("Left to the client")], ["Small"])).toBe(
    'Blocked by safeguards of the profile prod: "Small": this version of the Serverless Framework does not send what it judges.',
  );
});

test("a violation is told in place of safeguards that block for want of their input", () => {
  const results = [skipped("Small"), failed("EU only", "Not in us-east-1.")];
  expect(sentence(results, ["Small", "EU only"])).not.toContain("Small");
});

test("three safeguards are named, and the others are counted", () => {
  const names = ["a", "b", "c", "d", "e"];
  const results = names.map((name) => failed(name, "No."));
  expect(sentence(results, names)).toMatch(/"a": No; "b": No; "c": No; and 2 more\.$/);
});

test("when no safeguard is named, the message says that the profile blocked the deploy", () => {
  expect(sentence([failed("EU only", "Not in us-east-1.")], [])).toBe(
    "Blocked by safeguards of the profile prod.",
  );
});
