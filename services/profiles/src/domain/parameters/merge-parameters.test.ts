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

test("a value that was left out keeps its row, and so does one that is equal to the stored one", () => {
  const rows = [stored("A"), stored("B")];
  const merged = mergeParameters(given({ key: "A" }, { key: "B", value: "stored B" }), rows, values);
  expect(merged.map(({ value }) => value)).toEqual(rows);
});

test("another value is sealed anew", () => {
  const [merged] = mergeParameters(given({ key: "A", value: "other" }), [stored("A")], values);
  expect(merged?.value).toEqual({ kind: "sealed", sealed: Buffer.from("A=other") });
});

test("a reference keeps its row while it is the same, in whatever order its fields come", () => {
  const row = stored("A", { kind: "reference", reference: { secretId: "db", jsonKey: "url" } });
  const merge = (secretsManager: object) =>
    mergeParameters(given({ key: "A", secretsManager }), [row], values)[0]?.value;
  expect(merge({ jsonKey: "url", secretId: "db" })).toBe(row);
  expect(merge({ secretId: "db" })).toEqual({ kind: "reference", reference: { secretId: "db" } });
});

test("a value replaces a reference and a reference a value", () => {
  const rows = [stored("A", { kind: "reference", reference: { secretId: "db" } }), stored("B")];
  const merged = mergeParameters(
    given({ key: "A", value: "v" }, { key: "B", secretsManager: { secretId: "b" } }),
    rows,
    values,
  );
  expect(merged.map(({ value }) => "kind" in value && value.kind)).toEqual(["sealed", "reference"]);
});

test("a parameter stays as sensitive as it is where nothing is said, and a new one is sensitive", () => {
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

test("whether a parameter is sensitive can change without its value", () => {
  const [merged] = mergeParameters(given({ key: "A", sensitive: false }), [stored("A")], values);
  expect(merged).toMatchObject({ sensitive: false, value: { valueId: "row of A" } });
});

test("refuses every new key without a value, each with its place, and one whose value was destroyed", () => {
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
            message: "is new, so it needs a value or secretsManager: nothing is stored for A",
          },
          { path: "$.parameters[1]", message: "needs a value or secretsManager: GONE's was destroyed" },
        ],
      }),
    }),
  );
});
