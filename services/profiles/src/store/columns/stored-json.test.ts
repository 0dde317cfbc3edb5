import { SecretReference } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { StoredReference } from "./stored-json.ts";

test.each([
  ["into Secrets Manager", { secretId: "prod/db", jsonKey: "url" }],
  ["into SSM Parameter Store", { name: "/prod/url", label: "live" }],
  ["of a later release, with a field that this one does not know", { secretId: "prod/db", later: 1 }],
])("a stored reference %s is read as it is", (_, stored) => {
  expect(StoredReference.parse(stored)).toEqual(stored);
});

test("a release that knows only Secrets Manager fails on a reference into SSM, and does not misread it", () => {
  const ofTheLastRelease = SecretReference.loose();
  expect(ofTheLastRelease.safeParse({ name: "/prod/url" }).success).toBe(false);
});
