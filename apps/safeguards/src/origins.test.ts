import { invalidInput, Problem, type Violation } from "@stagepass/contracts";
import { UsageError } from "@stagepass/runtime/terminal";
import { expect, test } from "vitest";
import { withOrigins } from "./origins.ts";

const origins = [
  { at: "$.safeguards[0]", name: "guard.json", root: "$" },
  { at: "$.safeguards", name: "profile.yml", root: "$.safeguards" },
  { at: "$.input.declaration", name: "state.json", root: "$.service" },
  { at: "$.input.target.org", name: "--org" },
];

const errorOf = (...violations: Violation[]) =>
  withOrigins(origins, () => Promise.reject(invalidInput(violations))).catch((error: unknown) => error);

test.each([
  ["$.safeguards[0]", "guard.json: is wrong"],
  ["$.safeguards[0].settings[1]", "guard.json: $.settings[1]: is wrong"],
  ["$.safeguards[01].name", "profile.yml: $.safeguards[01].name: is wrong"],
  ["$.safeguards[1].name", "profile.yml: $.safeguards[1].name: is wrong"],
  ["$.input.declaration.provider", "state.json: $.service.provider: is wrong"],
  ["$.input.target.org", "--org: is wrong"],
  ["$.input.target.organization", "$.input.target.organization: is wrong"],
])("a violation at %s is reported where the value came from", async (path, says) => {
  expect(await errorOf({ path, message: "is wrong" })).toEqual(new UsageError(says));
});

test("every violation has a line of its own, which cannot control the terminal", async () => {
  const violations = [
    { path: "$.input.target.org", message: "is\nbroken" },
    { path: "$.safeguards[0].name", message: "has \u001b[2J in it" },
  ];
  expect(await errorOf(...violations)).toEqual(
    new UsageError("--org: is broken\nguard.json: $.name: has \ufffd[2J in it"),
  );
});

test("a failure of Stagepass does not become a UsageError", async () => {
  const busy = new Problem("unavailable", "busy");
  await expect(withOrigins(origins, () => Promise.reject(busy))).rejects.toBe(busy);
});
