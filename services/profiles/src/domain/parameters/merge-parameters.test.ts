import { ParameterInput } from "@stagepass/contracts";
import { expect, test } from "vitest";
import type { StoredContent, StoredParameter } from "../versions/profile.ts";
import { mergeParameters, type ProfileValues } from "./merge-parameters.ts";

const values: ProfileValues = {
  seal: (key, value) => Buffer.from(`${key}=${value}`),
  unseal: ({ key }) => `stored ${key}`,
};
const given = (...inputs: object[]) => inputs.map((input) => ParameterInput.parse(input));
const stored = (key: string, content: StoredContent = { kind: "sealed" }): StoredParameter => ({
  key,
  sensitive: true,
  valueId: `row of ${key}`,
  setAt: new Date(0),
  content,
});

test("a parameter keeps its stored row when its value is left out or equal to the stored one", () => {
  const rows = [stored("A"), stored("B")];
  const merged = mergeParameters(given({ key: "A" }, { key: "B", value: "stored B" }), rows, values);
  expect(merged.map(({ value }) => value)).toEqual(rows);
});

test("a parameter with another value is sealed again", () => {
  const [merged] = mergeParameters(given({ key: "A", value: "other" }), [stored("A")], values);
  expect(merged?.value).toEqual({ kind: "sealed", sealed: Buffer.from("A=other") });
});

test("a reference keeps its stored row while its fields are the same, in whatever order they come", () => {
  const row = stored("A", { kind: "reference", reference: { secretId: "db", jsonKey: "url" } });
  const merge = (secretsManager: object) =>
    mergeParameters(given({ key: "A", secretsManager }), [row], values)[0]?.value;
  expect(merge({ jsonKey: "url", secretId: "db" })).toBe(row);
  expect(merge({ secretId: "db" })).toEqual({ kind: "reference", reference: { secretId: "db" } });
});

test("a value replaces a stored reference, and a reference replaces a stored value", () => {
  const rows = [stored("A", { kind: "reference", reference: { secretId: "db" } }), stored("B")];
  const merged = mergeParameters(
    given({ key: "A", value: "v" }, { key: "B", secretsManager: { secretId: "b" } }),
    rows,
    values,
  );
  expect(merged.map(({ value }) => "kind" in value && value.kind)).toEqual(["sealed", "reference"]);
});

test("a parameter that does not say whether it is sensitive stays as it is, and is sensitive when it is new", () => {
  const rows = ["KEPT", "CHANGED", "MOVED"].map((key) => ({ ...stored(key), sensitive: false }));
  const merged = mergeParameters(
    given(
      ...[{ key: "KEPT" }, { key: "CHANGED", value: "other" }],
      ...[
        { key: "MOVED", secretsManager: { secretId: "db" } },
        { key: "NEW", value: "v" },
      ],
    ),
    rows,
    values,
  );
  expect(merged.map(({ sensitive }) => sensitive)).toEqual([false, false, false, true]);
});

test("a parameter's sensitivity can change while its value is kept", () => {
  const [merged] = mergeParameters(given({ key: "A", sensitive: false }), [stored("A")], values);
  expect(merged).toMatchObject({ sensitive: false, value: { valueId: "row of A" } });
});

test("new parameters without a value and ones whose value was destroyed are invalid, each at its path", () => {
  const rows = [stored("GONE", { kind: "destroyed" })];
  const merge = () =>
    mergeParameters(given({ key: "A" }, { key: "GONE" }, { key: "C", value: "c" }), rows, values);
  expect(merge).toThrow(
    expect.objectContaining({
      code: "invalid",
      facts: expect.objectContaining({
        errors: [
          {
            path: "$.parameters[0]",
            message: "is new, so it needs a value, secretsManager or ssm: nothing is stored for A",
          },
          { path: "$.parameters[1]", message: "needs a value, secretsManager or ssm: GONE's was destroyed" },
        ],
      }),
    }),
  );
});
