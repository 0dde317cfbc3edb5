import { createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "./seal.ts";

const key = createSecretKey(randomBytes(32));
const bytes = fc.uint8Array({ maxLength: 200 });

test("unsealing with the same key and associated data returns the sealed bytes", () => {
  fc.assert(
    fc.property(bytes, fc.string(), (plaintext, data) => {
      expect(new Uint8Array(unseal(key, seal(key, plaintext, data), data))).toEqual(plaintext);
    }),
  );
});

test("unsealing fails when any byte was changed", () => {
  fc.assert(
    fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (plaintext, at, change) => {
      const sealed = seal(key, plaintext, "here");
      const index = at % sealed.length;
      sealed.writeUInt8(sealed.readUInt8(index) ^ change, index);
      expect(() => unseal(key, sealed, "here")).toThrow();
    }),
  );
});

test("unsealing fails when the bytes were truncated at any length", () => {
  fc.assert(
    fc.property(bytes, fc.nat(), (plaintext, length) => {
      const sealed = seal(key, plaintext, "here");
      expect(() => unseal(key, sealed.subarray(0, length % sealed.length), "here")).toThrow();
    }),
  );
});

test("unsealing fails with other associated data or with another key", () => {
  const other = createSecretKey(randomBytes(32));
  fc.assert(
    fc.property(bytes, fc.string(), fc.string(), (plaintext, data, otherData) => {
      fc.pre(data !== otherData);
      const sealed = seal(key, plaintext, data);
      expect(() => unseal(key, sealed, otherData)).toThrow();
      expect(() => unseal(other, sealed, data)).toThrow();
    }),
  );
});

test("sealing equal bytes twice returns different bytes", () => {
  expect(seal(key, Buffer.from("same"), "here")).not.toEqual(seal(key, Buffer.from("same"), "here"));
});
