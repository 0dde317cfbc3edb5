import { ParameterInput } from "@stagepass/contracts";
import { expect, test } from "vitest";
import type { NextParameter } from "../versions/profile.ts";
import { assertSendable } from "./assert-sendable.ts";

const longest = 65_536;
const tooLarge = expect.objectContaining({
  code: "invalid",
  facts: expect.objectContaining({
    errors: [{ path: "$.parameters", message: expect.stringContaining("more than 4 MiB") }],
  }),
});

const list = (length: number, parameter: (index: number) => object) =>
  Array.from({ length }, (_, index) => ({ key: `K${index}`, ...parameter(index) }));

/** Asserts that parameters can be sent. Those without a value stand for stored ones that hold `kept`. */
function check(parameters: readonly object[], kept = ""): void {
  const given = parameters.map((parameter) => ParameterInput.parse(parameter));
  const next = given.map(({ key, value, secretsManager }): NextParameter => {
    if (value !== undefined)
      return { key, sensitive: true, value: { kind: "sealed", sealed: Buffer.from("") } };
    if (secretsManager !== undefined)
      return { key, sensitive: true, value: { kind: "reference", reference: secretsManager } };
    const stored = { valueId: key, setAt: new Date(0), content: { kind: "sealed" } } as const;
    return { key, sensitive: true, value: { key, sensitive: true, ...stored } };
  });
  assertSendable({ next, given, path: "$.parameters" }, { unseal: () => kept });
}

test.each([
  ["x", 63],
  ["é", 31],
  ["\n", 31],
  ["\u0001", 10],
])("a given or kept value of %j counts with its length in JSON", (character, fitting) => {
  const value = character.repeat(longest);
  expect(() => check(list(fitting, () => ({ value })))).not.toThrow();
  expect(() => check(list(fitting + 1, () => ({ value })))).toThrow(tooLarge);
  expect(() =>
    check(
      list(fitting, () => ({})),
      value,
    ),
  ).not.toThrow();
  expect(() =>
    check(
      list(fitting + 1, () => ({})),
      value,
    ),
  ).toThrow(tooLarge);
});

test("a reference counts with the size of the largest secret that AWS allows", () => {
  const secretId = (index: number) => ({ secretsManager: { secretId: `secret-${index}` } });
  expect(() => check(list(64, secretId))).not.toThrow();
  expect(() => check(list(65, secretId))).toThrow(tooLarge);
  expect(() => check([...list(64, secretId), { key: "MORE", value: "" }])).toThrow(tooLarge);
});

test("different keys of one JSON secret count once, and the same key counts as often as it is referenced", () => {
  const keyOf = (jsonKey: string) => ({ secretsManager: { secretId: "prod/db", jsonKey } });
  expect(() => check(list(100, (index) => keyOf(`k${index}`)))).not.toThrow();
  expect(() => check(list(64, () => keyOf("k")))).not.toThrow();
  expect(() => check(list(65, () => keyOf("k")))).toThrow(tooLarge);
});
