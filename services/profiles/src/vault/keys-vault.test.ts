import { createSecretKey, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { openKeysVault } from "./keys-vault.ts";

const dataKey = createSecretKey(randomBytes(32));
const keys = { providerId: "7", accessKeyId: "AKIAEXAMPLE000000001" };
const vault = openKeysVault("acmecorp", dataKey);
const sealed = vault.seal(keys, "the secret");

test("sealed keys are opened for the provider and the access key that they were sealed for", () => {
  expect(vault.unseal(keys, sealed)).toBe("the secret");
  expect(Buffer.from(sealed).toString("latin1")).not.toContain("the secret");
});

test.each([
  ["another provider", () => vault.unseal({ ...keys, providerId: "8" }, sealed)],
  ["another access key", () => vault.unseal({ ...keys, accessKeyId: "AKIAEXAMPLE000000002" }, sealed)],
  ["another organization", () => openKeysVault("othercorp", dataKey).unseal(keys, sealed)],
])("sealed keys cannot be opened for %s", (_what, open) => {
  expect(open).toThrow(/^The stored keys of the provider \d of \w+ cannot be decrypted\.$/);
});
