import { expect, test } from "vitest";
import { nothingTyped, readParameter } from "./value-source.ts";

test("a value is taken as it was typed, with its spaces", () => {
  expect(readParameter({ ...nothingTyped, key: " A ", value: " x " }).input).toEqual({
    key: "A",
    sensitive: true,
    value: " x ",
  });
});

test("of a reference, what is empty is left out", () => {
  const typed = { ...nothingTyped, key: "A", kind: "secretsManager" as const, id: "prod/db" };
  expect(readParameter(typed).input?.secretsManager).toEqual({ secretId: "prod/db" });
});

test.each([
  ["3", { version: 3 }],
  ["live", { label: "live" }],
  ["", {}],
])("the version %j of a parameter in Parameter Store is read", (version, rest) => {
  const typed = { ...nothingTyped, key: "A", kind: "ssm" as const, id: "/prod/db", version };
  expect(readParameter(typed).input?.ssm).toEqual({ name: "/prod/db", ...rest });
});

test("what is wrong is said at its field", () => {
  const typed = { ...nothingTyped, key: "1A", kind: "ssm" as const, id: "a b", version: "aws-1" };
  expect(Object.keys(readParameter(typed).errors ?? {})).toEqual(["key", "id", "version"]);
});
