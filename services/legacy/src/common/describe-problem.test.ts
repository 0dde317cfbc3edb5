import { invalidInput, Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { describeProblem } from "./describe-problem.ts";

const sentenceOf = (problem: Problem) => describeProblem(problem).body.errorMessage;

test("a violation is described with the name of the field, without its JSON path", () => {
  const required = { path: "$.stageName", message: "is required" };
  expect(sentenceOf(invalidInput([required]))).toBe('"stageName" is required.');
  const inPath = { path: "$.path.stage", message: "must be at most 256 characters" };
  expect(sentenceOf(invalidInput([inPath, required, required]))).toBe(
    '"stage" must be at most 256 characters. There are 2 more mistakes.',
  );
  expect(sentenceOf(invalidInput([{ path: "$", message: "must be an object" }]))).toBe(
    "The body must be an object.",
  );
  const misspelt = { path: "$.stageName", message: "is unknown. Did you mean dev?" };
  expect(sentenceOf(invalidInput([misspelt]))).toBe('"stageName" is unknown. Did you mean dev?');
});

test("a role that cannot be assumed is described in short, with whom to ask", () => {
  const detail =
    "AWS refuses Stagepass sts:AssumeRole on the role arn:aws:iam::222222222222:role/deploy in the account 222222222222. " +
    "Check that the role exists, and that its trust policy allows Stagepass's identity sts:AssumeRole.";
  expect(sentenceOf(new Problem("role-not-assumable", detail))).toBe(
    "AWS refuses Stagepass sts:AssumeRole on the role arn:aws:iam::222222222222:role/deploy in the account 222222222222. " +
      "Nothing was deployed. Ask an admin of your organization to check the profile's access role.",
  );
});

test("the description of a problem has at most 1,000 characters", () => {
  expect(sentenceOf(new Problem("conflict", "x".repeat(5_000))).length).toBeLessThan(1_010);
});

test("the status of the answer is that of the problem", () => {
  expect(describeProblem(new Problem("unavailable", "Try again.")).status).toBe(503);
});
