import { maxParameters, type ParameterInput } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { makeStored, makeVersion } from "../../../test/profile-version.ts";
import type { StoredContent, StoredParameter } from "../versions/profile.ts";
import { mergeOneParameter } from "./merge-one-parameter.ts";

const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy", durationSeconds: 3_600 };
const secretsManager = { secretId: "prod/db" };
const values = { seal: (key: string) => Buffer.from(key), unseal: () => "stored" };
const stored = (key: string, content: StoredContent = { kind: "sealed" }) =>
  makeStored(key, { content, sensitive: false });
const versionOf = (parameters: readonly StoredParameter[]) =>
  makeVersion({ description: "Production", accessRole, parameters, clients: { legacy: "allow" } });
const three = versionOf([stored("A"), stored("B"), stored("C")]);
const merge = (given: ParameterInput, current = three) => mergeOneParameter(current, given, values);
const invalidAt = (path: string, message: RegExp) =>
  expect.objectContaining({
    code: "invalid",
    facts: expect.objectContaining({ errors: [{ path, message: expect.stringMatching(message) }] }),
  });

test("a new parameter is added at the end, is sensitive, and leaves the rest of the profile as it is", () => {
  const { parameters, ...rest } = merge({ key: "D", value: "d" });
  expect(parameters.slice(0, 3).map(({ value }) => value)).toEqual(three.parameters);
  expect(parameters[3]).toMatchObject({ key: "D", sensitive: true, value: { kind: "sealed" } });
  expect(rest).toEqual({
    ...{ description: "Production", accessRole, safeguards: [], clients: { legacy: "allow" } },
  });
});

test("an existing parameter is changed at its position, and stays as sensitive as it was", () => {
  const { parameters } = merge({ key: "B", value: "b" });
  expect(parameters.map(({ key }) => key)).toEqual(["A", "B", "C"]);
  expect(parameters[1]).toMatchObject({ sensitive: false, value: { kind: "sealed" } });
});

test("a stored value is kept when no value or an equal value is given", () => {
  expect(merge({ key: "B", sensitive: true }).parameters[1]).toMatchObject({
    ...{ sensitive: true, value: { valueId: "row of B" } },
  });
  expect(merge({ key: "B", value: "stored" }).parameters[1]).toMatchObject({
    ...{ sensitive: false, value: { valueId: "row of B" } },
  });
});

test("a new parameter without a value is invalid", () => {
  expect(() => merge({ key: "D" })).toThrow(invalidAt("$", /^is new, so it needs a value/));
});

test("a reference to Secrets Manager is invalid in a profile without an access role", () => {
  const without = { ...three, accessRole: null };
  expect(() => merge({ key: "A", secretsManager }, without)).toThrow(
    invalidAt("$.secretsManager", /^needs an accessRole/),
  );
  expect(merge({ key: "A", secretsManager }).parameters[0]).toMatchObject({ value: { kind: "reference" } });
});

test("a parameter of a full profile can be changed, and no other can be added", () => {
  const full = versionOf(Array.from({ length: maxParameters }, (_, index) => stored(`K${index}`)));
  expect(merge({ key: "K7", value: "v" }, full).parameters).toHaveLength(maxParameters);
  expect(() => merge({ key: "MORE", value: "v" }, full)).toThrow(invalidAt("$", /one more than 100/));
});

test("adding a parameter is invalid when all values together, kept ones included, become too large", () => {
  const longest = "x".repeat(65_536);
  const many = versionOf(Array.from({ length: 63 }, (_, index) => stored(`K${index}`)));
  const add = () =>
    mergeOneParameter(many, { key: "MORE", value: longest }, { ...values, unseal: () => longest });
  expect(add).toThrow(invalidAt("$", /more than 4 MiB/));
});
