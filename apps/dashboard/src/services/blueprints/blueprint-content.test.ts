import { TargetParameterInput } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { contentOf, countOf, titleOf, wordOf } from "./blueprint-content.ts";

const at = "2026-11-20T12:00:00.000Z";
const stored = { set: true, sensitive: true, updatedAt: at } as const;

test("a blueprint that is saved again keeps every value that nobody typed anew", () => {
  const { provider, inherits, parameters } = contentOf({
    stage: "prod",
    provider: { none: true },
    inherits: false,
    parameters: [
      { key: "DB_URL", ...stored },
      { key: "TOKEN", ...stored, ssm: { name: "/prod/token" } },
      { key: "DEBUG", none: true, updatedAt: at },
    ],
    revision: 3,
    createdAt: at,
    updatedAt: at,
  });
  expect([provider, inherits]).toEqual([{ none: true }, false]);
  expect(parameters).toEqual([{ key: "DB_URL" }, { key: "TOKEN" }, { key: "DEBUG", none: true }]);
  expect(TargetParameterInput.array().safeParse(parameters).success).toBe(true);
});

test("the word of a blueprint tells that of services from that of a stage called services", () => {
  expect([wordOf(null), wordOf("services"), wordOf("a/b")]).toEqual([
    "services",
    "stages/services",
    "stages/a/b",
  ]);
  expect([titleOf(null), titleOf("prod")]).toEqual(["New services", "New instances in prod"]);
});

test("one parameter is counted as one", () => {
  expect([countOf([]), countOf([1]), countOf([1, 2])]).toEqual([
    "0 parameters",
    "1 parameter",
    "2 parameters",
  ]);
});
