import { expect, test } from "vitest";
import { chooseTarget } from "./choose-target.ts";

const nothing = { org: undefined, app: undefined, stage: undefined, service: undefined, region: undefined };

test("parts of the target that nothing names are assumed, and reported as assumed", () => {
  expect(chooseTarget(nothing, undefined)).toEqual({
    target: { org: "example", app: "example", stage: "dev", service: "example", region: "us-east-1" },
    assumed: ["org", "app", "stage", "service", "region"],
  });
});

test("the target is read from the declaration", () => {
  const provider = { stage: "prod", region: "eu-central-1" };
  expect(chooseTarget(nothing, { org: "acmecorp", app: "web", service: "checkout", provider })).toEqual({
    target: { org: "acmecorp", app: "web", stage: "prod", service: "checkout", region: "eu-central-1" },
    assumed: [],
  });
});

test("an option takes precedence over the declaration, and is not checked here", () => {
  const options = { ...nothing, stage: "qa", region: "nowhere" };
  const declaration = { service: { name: "checkout" }, provider: { stage: "prod", region: "eu-central-1" } };
  expect(chooseTarget(options, declaration)).toEqual({
    target: { org: "example", app: "example", stage: "qa", service: "checkout", region: "nowhere" },
    assumed: ["org", "app"],
  });
});

test.each([
  { service: 7, provider: "aws" },
  { service: "", provider: { stage: "${opt:stage, 'dev'}", region: "${opt:region}" } },
])("a declaration with variables or invalid names does not determine the target: %j", (declaration) => {
  expect(chooseTarget(nothing, declaration)).toEqual(chooseTarget(nothing, undefined));
});
