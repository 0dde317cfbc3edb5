import { expect, test } from "vitest";
import { placeName } from "./place-name.ts";

test.each([
  [{ service: "api", stage: null, region: null }, "api"],
  [{ service: "api", stage: "prod", region: "eu-west-1" }, "api prod eu-west-1"],
  [{ service: null, stage: "prod", region: null }, "any other service prod any region"],
  [{ service: null, stage: null, region: null }, "any other service"],
])("names %o as %s", (place, name) => {
  expect(placeName(place)).toBe(name);
});
