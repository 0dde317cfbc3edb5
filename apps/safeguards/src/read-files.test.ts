import { expect, test } from "vitest";
import { readSafeguards } from "./read-safeguards.ts";
import { readService } from "./read-service.ts";

const guard = { name: "EU only", safeguard: "allowed-regions", enforcementLevel: "error" };

/** Makes a terminal whose files contain these values as JSON, or these texts. */
function holding(files: Readonly<Record<string, unknown>>) {
  const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return { read: async (file: string) => textOf(files[file]) };
}

const service = (
  options: Partial<Parameters<typeof readService>[0]>,
  files: Readonly<Record<string, unknown>>,
) =>
  readService(
    { template: undefined, declaration: undefined, package: undefined, ...options } as never,
    holding(files),
  ); // the rest is not read

test.each([
  ["a list", [guard], "$.safeguards", "$"],
  ["a profile", { description: "Production", safeguards: [guard] }, "$.safeguards", "$.safeguards"],
  ["one safeguard", guard, "$.safeguards[0]", "$"],
  ["YAML", "- name: EU only\n  safeguard: allowed-regions\n  enforcementLevel: error\n", "$.safeguards", "$"],
])("safeguards are found in %s, with their origins", async (_what, value, at, root) => {
  expect(await readSafeguards("g", holding({ g: value }))).toEqual({
    safeguards: [guard],
    origin: { at, name: "g", root },
  });
});

test.each([
  ["{}", "g: must be a list of safeguards, a profile with safeguards, or one safeguard"],
  ["just text", "g: must be a list of safeguards, a profile with safeguards, or one safeguard"],
  [
    '[\n  {"name": "EU only",, }\n]',
    "g: is not valid JSON: line 2, column 22: this cannot stand here; correct it",
  ],
  ["name: [1,\nsafeguard: x", "g: is not valid YAML: line 2, column 1: bad indent"],
  ['[{"name": 1, "name": 2}]', "g: $[0].name: this key stands twice in its object; remove one"],
])("a file of safeguards with %j is an error with its location", async (text, says) => {
  await expect(readSafeguards("g", holding({ g: text }))).rejects.toThrow(says);
});

test("an error in standard input names standard input", async () => {
  await expect(readSafeguards("-", holding({ "-": "{}" }))).rejects.toThrow("standard input: must be a list");
});

test("a template stays text, and a declaration becomes an object with CloudFormation's short forms written out", async () => {
  const files = { t: "Resources: {}", d: "service: checkout\ncustom: { arn: !Ref Queue }" };
  expect(await service({ template: "t", declaration: "d" }, files)).toEqual({
    template: "Resources: {}",
    declaration: { service: "checkout", custom: { arn: { Ref: "Queue" } } },
    origins: [
      { at: "$.input.template", name: "t", root: "$" },
      { at: "$.input.declaration", name: "d", root: "$" },
    ],
  });
});

test("a declaration that is no mapping is an error", async () => {
  await expect(service({ declaration: "d" }, { d: "- a" })).rejects.toThrow("d: must be the mapping");
});

test("template and declaration are read from a packaged service, without the copies of its templates", async () => {
  const provider = { stage: "prod", compiledCloudFormationTemplate: {}, coreCloudFormationTemplate: {} };
  const files = {
    ".serverless/cloudformation-template-update-stack.json": '{"Resources":{}}',
    ".serverless/serverless-state.json": { service: { service: "checkout", provider }, package: {} },
  };
  expect(await service({ package: ".serverless" }, files)).toMatchObject({
    template: '{"Resources":{}}',
    declaration: { service: "checkout", provider: { stage: "prod" } },
  });
  const broken = { ...files, ".serverless/serverless-state.json": { service: "checkout" } };
  await expect(service({ package: ".serverless" }, broken)).rejects.toThrow(
    ".serverless/serverless-state.json: $.service: must be the resolved service",
  );
});
