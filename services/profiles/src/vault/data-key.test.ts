import { createSecretKey, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createDataKey, unwrapDataKey } from "./data-key.ts";
import type { Keyring } from "./keyring.ts";

function keyringOf(...ids: [string, ...string[]]): Keyring {
  const keys = new Map(ids.map((id) => [id, createSecretKey(randomBytes(32))]));
  const [id] = ids;
  return { encrypting: { id, key: keys.get(id) ?? createSecretKey(randomBytes(32)) }, keys };
}

test("a data key is wrapped by the first keyring key and unwrapped by any that has its id", () => {
  const old = keyringOf("2025");
  const wrapped = createDataKey(old, "acmecorp");
  expect(wrapped.wrappedBy).toBe("2025");
  const newer: Keyring = { ...keyringOf("2026"), keys: old.keys };
  expect(unwrapDataKey(newer, wrapped).export()).toEqual(unwrapDataKey(old, wrapped).export());
});

test("every organization has a data key of its own", () => {
  const keyring = keyringOf("2026");
  const [first, second] = ["acmecorp", "othercorp"].map((org) =>
    unwrapDataKey(keyring, createDataKey(keyring, org)).export(),
  );
  expect(first).not.toEqual(second);
});

test("unwrapping a data key names the key that is missing from the keyring", () => {
  const wrapped = createDataKey(keyringOf("2025"), "acmecorp");
  expect(() => unwrapDataKey(keyringOf("2026"), wrapped)).toThrow(
    "The parameter values of the organization acmecorp are encrypted under the keyring key 2025, which STAGEPASS_KEYRING does not hold.",
  );
});

test("unwrapping a data key names the keyring id under which there is now another key", () => {
  const wrapped = createDataKey(keyringOf("2025"), "acmecorp");
  expect(() => unwrapDataKey(keyringOf("2025"), wrapped)).toThrow(
    "The key that STAGEPASS_KEYRING holds as 2025 is not the one that encrypted the values",
  );
});

test("a wrapped data key cannot be unwrapped for another organization", () => {
  const keyring = keyringOf("2026");
  const wrapped = createDataKey(keyring, "acmecorp");
  expect(() => unwrapDataKey(keyring, { ...wrapped, org: "othercorp" })).toThrow();
});
