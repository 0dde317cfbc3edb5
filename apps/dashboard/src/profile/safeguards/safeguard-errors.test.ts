import type { Safeguard } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { checkSafeguard, errorAt, errorsOfTried } from "./safeguard-errors.ts";

const euOnly: Safeguard = { name: "EU only", safeguard: "allowed-regions", enforcementLevel: "error" };

test("a safeguard that follows the rules has no errors", () => {
  expect(checkSafeguard(euOnly, ["another"])).toEqual([]);
});

test("what breaks a rule is said at its field, and a name that is taken is one of them", () => {
  const errors = checkSafeguard({ ...euOnly, scope: { stages: [] } }, ["EU only"]);
  expect(errors.map(({ field }) => field)).toEqual(["scope.stages", "name"]);
});

test("of the answer to a try, only what is about the safeguard is said at its fields", () => {
  const violations = [
    { path: "$.safeguards[0].settings.code", message: "line 2, column 1: unexpected token" },
    { path: "$.input.template", message: "is not YAML" },
  ];
  expect(errorsOfTried(violations)).toEqual([
    { field: "settings.code", message: "line 2, column 1: unexpected token" },
  ]);
});

test("an error stands at the nearest field that has a place, with the rest of its path", () => {
  const errors = [
    { field: "settings.code", message: "is wrong" },
    { field: "settings[1]", message: "must be a region" },
    { field: "settingsElse", message: "is unknown" },
  ];
  const fields = ["settings", "settings.code"];
  expect(errorAt(errors, "settings", fields)).toBe("[1] must be a region");
  expect(errorAt(errors, "settings.code", fields)).toBe("is wrong");
  expect(errorAt(errors, "name", fields)).toBeUndefined();
});
