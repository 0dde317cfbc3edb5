import { createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openVault } from "./org-vault.ts";
import { type Holder, sealValues, unsealValues } from "./sealed-values.ts";

const dataKey = createSecretKey(randomBytes(32));
const text = fc.string({ unit: "binary", maxLength: 40 });
const name = fc.string({ maxLength: 8 });
const holder = fc.oneof(
  fc.tuple(fc.constant("version" as const), name, name, fc.integer({ min: 1, max: 9 })),
  fc.tuple(fc.constant("target" as const), name, name),
);
const values = fc.uniqueArray(fc.tuple(text, text), { selector: ([key]) => key, maxLength: 20 });

test("unsealing what a holder has returns all its values by key, in their order", () => {
  fc.assert(
    fc.property(holder, values, (version, kept) => {
      const sealed = sealValues(dataKey, version, kept);
      expect([...unsealValues(dataKey, version, sealed)]).toEqual(kept);
    }),
  );
});

test("the values of a version, service or instance cannot be unsealed for any other", () => {
  fc.assert(
    fc.property(holder, holder, values, (version, other, kept) => {
      fc.pre(JSON.stringify(version) !== JSON.stringify(other));
      const sealed = sealValues(dataKey, version, kept);
      expect(() => unsealValues(dataKey, other, sealed)).toThrow();
    }),
  );
});

test("the ciphertext of a single value cannot be unsealed as that of all values of a version", () => {
  const version: Holder = ["version", "acmecorp", "prod", 1];
  const single = openVault("acmecorp", dataKey).seal({ profile: "prod", key: "A" }, '[["A","a"]]');
  expect(() => unsealValues(dataKey, version, single)).toThrow();
});
