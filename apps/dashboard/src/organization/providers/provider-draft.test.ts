import { expect, test } from "vitest";
import { draftOf, inputOf } from "./provider-draft.ts";

const moment = "2026-11-20T12:00:00.000Z";
const stored = {
  name: "production",
  description: "",
  accessRole: null,
  staticKeys: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", set: true, updatedAt: moment } as const,
  isDefault: false,
  apps: null,
  discouraged: true,
  revision: 3,
  createdAt: moment,
  updatedAt: moment,
};

test("a provider that is saved as it was read keeps its secret, which is not sent again", () => {
  expect(inputOf(draftOf(stored)).staticKeys).toEqual({ accessKeyId: "AKIAIOSFODNN7EXAMPLE" });
});

test("a role in the place of static keys leaves no keys behind", () => {
  const roleArn = "arn:aws:iam::123456789012:role/{app}";
  const draft = { ...draftOf(stored), kind: "role" as const, roleArn };
  expect(inputOf(draft)).toMatchObject({ staticKeys: null, accessRole: { roleArn, durationSeconds: 3_600 } });
});

test("a limit that is switched off is for every application, whatever was listed", () => {
  const draft = { ...draftOf(undefined), apps: ["shop"] };
  expect(inputOf({ ...draft, isLimited: false }).apps).toBeNull();
  expect(inputOf({ ...draft, isLimited: true }).apps).toEqual(["shop"]);
});
