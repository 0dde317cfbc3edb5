import { createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openVault } from "./org-vault.ts";
import { sealVersion, unsealVersion } from "./version-vault.ts";

const dataKey = createSecretKey(randomBytes(32));
const text = fc.string({ unit: "binary", maxLength: 40 });
const name = fc.record({
  org: fc.string({ maxLength: 8 }),
  profile: fc.string({ maxLength: 8 }),
  version: fc.integer({ min: 1, max: 9 }),
});
const values = fc.uniqueArray(fc.tuple(text, text), { selector: ([key]) => key, maxLength: 20 });

test("unsealing a version returns all its values by key, in their order", () => {
  fc.assert(
    fc.property(name, values, (version, kept) => {
      const sealed = sealVersion(dataKey, version, kept);
      expect([...unsealVersion(dataKey, version, sealed)]).toEqual(kept);
    }),
  );
});

test("the values of a version cannot be unsealed for another organization, profile or version", () => {
  fc.assert(
    fc.property(name, name, values, (version, other, kept) => {
      fc.pre(JSON.stringify(version) !== JSON.stringify(other));
      const sealed = sealVersion(dataKey, version, kept);
      expect(() => unsealVersion(dataKey, other, sealed)).toThrow();
    }),
  );
});

test("the ciphertext of a single value cannot be unsealed as that of a version", () => {
  const version = { org: "acmecorp", profile: "prod", version: 1 };
  const single = openVault("acmecorp", dataKey).seal({ profile: "prod", key: "A" }, '[["A","a"]]');
  expect(() => unsealVersion(dataKey, version, single)).toThrow();
});
