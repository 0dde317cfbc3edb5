import type { SafeguardResult } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { bySeverity } from "./by-severity.ts";

test("what blocked comes first, and equals keep the profile's order", () => {
  const results = [
    result("a", "passed"),
    result("b", "warned"),
    result("c", "failed"),
    result("d", "passed"),
  ];
  expect(bySeverity(results).map(({ name }) => name)).toEqual(["c", "b", "a", "d"]);
});

function result(name: string, outcome: "passed" | "warned" | "failed"): SafeguardResult {
  return { name, safeguard: "require-dlq", enforcementLevel: "error", outcome, messages: [] };
}
