import { createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openVault } from "./org-vault.ts";

const dataKey = createSecretKey(randomBytes(32));
const name = fc.string({ minLength: 1, maxLength: 12 });
const id = fc.record({ profile: name, key: name });
const value = fc.string({ unit: "binary", maxLength: 100 });

test("an unsealed value is the text that was sealed, whatever characters it has", () => {
  fc.assert(
    fc.property(name, id, value, (org, at, text) => {
      const vault = openVault(org, dataKey);
      expect(vault.unseal(at, vault.seal(at, text))).toBe(text);
    }),
  );
});

test("a sealed value cannot be unsealed for another organization, profile or parameter", () => {
  fc.assert(
    fc.property(name, id, name, id, value, (org, at, otherOrg, otherId, text) => {
      const vault = openVault(org, dataKey);
      const sealed = vault.seal(at, text);
      if (otherOrg !== org) expect(() => openVault(otherOrg, dataKey).unseal(at, sealed)).toThrow();
      if (otherId.profile !== at.profile) {
        expect(() => vault.unseal({ ...at, profile: otherId.profile }, sealed)).toThrow();
      }
      if (otherId.key !== at.key) {
        expect(() => vault.unseal({ ...at, key: otherId.key }, sealed)).toThrow();
      }
    }),
  );
});

test("unsealing a changed value fails with the parameter's name and without its text", () => {
  const vault = openVault("acmecorp", dataKey);
  const at = { profile: "prod", key: "STRIPE_KEY" };
  const sealed = Buffer.from(vault.seal(at, "sk_live_1234"));
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
      const tampered = Buffer.from(sealed);
      tampered.writeUInt8(tampered.readUInt8(index) ^ change, index);
      expect(() => vault.unseal(at, tampered)).toThrow(
        "The stored value of acmecorp/profiles/prod STRIPE_KEY cannot be decrypted.",
      );
    }),
  );
});

test("the sealed bytes do not contain the text", () => {
  const vault = openVault("acmecorp", dataKey);
  const sealed = Buffer.from(vault.seal({ profile: "prod", key: "STRIPE_KEY" }, "sk_live_1234"));
  expect(sealed.includes("sk_live_1234")).toBe(false);
});

test("a value of a service or an instance cannot be unsealed for another one, another key, or a profile", () => {
  fc.assert(
    fc.property(name, name, name, name, value, (org, targetId, key, other, text) => {
      const vault = openVault(org, dataKey);
      const sealed = vault.seal({ targetId, key }, text);
      expect(vault.unseal({ targetId, key }, sealed)).toBe(text);
      expect(() => vault.unseal({ profile: targetId, key }, sealed)).toThrow("cannot be decrypted");
      if (other !== targetId) expect(() => vault.unseal({ targetId: other, key }, sealed)).toThrow();
      if (other !== key) expect(() => vault.unseal({ targetId, key: other }, sealed)).toThrow();
    }),
  );
});
