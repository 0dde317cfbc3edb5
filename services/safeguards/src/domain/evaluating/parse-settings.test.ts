import { expect, test } from "vitest";
import { allowedRegions } from "../policies/deploys/allowed-regions.ts";
import { allowedStages } from "../policies/deploys/allowed-stages.ts";
import { parseSettings } from "./parse-settings.ts";

test("parseSettings parses the same settings once, wherever they come from", () => {
  const [first, again] = [parseSettings(allowedStages, "^dev$"), parseSettings(allowedStages, "^dev$")];
  expect(first.success && again.success && first.data === again.data).toBe(true);
});

test("parseSettings parses equal settings of two policies each by its own schema", () => {
  expect(parseSettings(allowedRegions, "eu-central-1").data).toEqual(["eu-central-1"]);
  expect(parseSettings(allowedStages, "eu-central-1").data).not.toEqual(["eu-central-1"]);
});

test("parseSettings refuses settings that do not fit each time", () => {
  for (const _ of [1, 2]) expect(parseSettings(allowedStages, "(").success).toBe(false);
});
