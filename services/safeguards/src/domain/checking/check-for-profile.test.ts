import type { Safeguard } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { portsAtNoon as ports } from "../../../test/ports.ts";
import { checkForProfile } from "./check-for-profile.ts";

const named = (name: string, safeguard = "require-cfn-role"): Safeguard => ({
  ...{ name, safeguard, enforcementLevel: "error" },
});

test("a name that comes again is a violation wherever it comes again, whatever the policies are", async () => {
  const list = [named("Role"), named("DLQ"), named("Role", "require-dlq"), named("Role")];
  const message = "is the name of safeguard 1 of this profile, too; choose another one";
  expect(await checkForProfile(list, ports)).toEqual([
    { path: "$[2].name", message },
    { path: "$[3].name", message },
  ]);
});

test("names that differ in their case alone are two names", async () => {
  expect(await checkForProfile([named("Role"), named("role")], ports)).toEqual([]);
});

test("a name that comes again is told together with everything else that is wrong", async () => {
  const found = await checkForProfile([named("Role"), named("Role", "nope")], ports);
  expect(found.map(({ path }) => path)).toEqual(["$[1].name", "$[1].safeguard"]);
});
