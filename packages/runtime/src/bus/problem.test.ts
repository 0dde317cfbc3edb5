import { expect, test } from "vitest";
import { readProblem } from "./problem.ts";

test("a problem in a reply is read without the fields that a later release has added", () => {
  const errors = [{ path: "$", message: "is wrong", added: "later" }];
  const body = { code: "invalid", detail: "It is wrong.", errors, added: "later" };
  expect(readProblem({ status: 400, ...body }, "profiles")).toMatchObject({
    code: "invalid",
    facts: { detail: "It is wrong.", errors: [{ path: "$", message: "is wrong" }] },
  });
});

test.each([
  [400, "invalid"],
  [404, "not-found"],
  [409, "conflict"],
  [422, "invalid"],
  [503, "unavailable"],
  [507, "internal"],
] as const)("a problem of a later release with the status %i is told as %s", (status, code) => {
  const problem = readProblem({ status, code: "added-later", detail: "Wait for approval." }, "profiles");
  expect(problem).toMatchObject({ code, facts: { detail: "Wait for approval." } });
});

test("a reply that is not a valid problem is internal, and names the service that answered", () => {
  const problem = readProblem({ status: 409, detail: 1 }, "profiles");
  expect(problem).toMatchObject({ code: "internal", facts: { part: "profiles" } });
});
