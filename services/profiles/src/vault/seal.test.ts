import { createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "./seal.ts";

const key = createSecretKey(randomBytes(32));
const bytes = fc.uint8Array({ maxLength: 200 });

test("what was sealed is unsealed for the same place", () => {
  fc.assert(
    fc.property(bytes, fc.string(), (plaintext, place) => {
      expect(new Uint8Array(unseal(key, seal(key, plaintext, place), place))).toEqual(plaintext);
    }),
  );
});

test("a change of any byte is noticed", () => {
  fc.assert(
    fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (plaintext, at, change) => {
      const sealed = seal(key, plaintext, "here");
      const index = at % sealed.length;
      sealed.writeUInt8(sealed.readUInt8(index) ^ change, index);
      expect(() => unseal(key, sealed, "here")).toThrow();
    }),
  );
});

test("a truncation of any length is noticed", () => {
  fc.assert(
    fc.property(bytes, fc.nat(), (plaintext, length) => {
      const sealed = seal(key, plaintext, "here");
      expect(() => unseal(key, sealed.subarray(0, length % sealed.length), "here")).toThrow();
    }),
  );
});

test("nothing is unsealed for another place or with another key", () => {
  const other = createSecretKey(randomBytes(32));
  fc.assert(
    fc.property(bytes, fc.string(), fc.string(), (plaintext, place, elsewhere) => {
      fc.pre(place !== elsewhere);
      const sealed = seal(key, plaintext, place);
      expect(() => unseal(key, sealed, elsewhere)).toThrow();
      expect(() => unseal(other, sealed, place)).toThrow();
    }),
  );
});

test("equal values are sealed differently each time", () => {
  expect(seal(key, Buffer.from("same"), "here")).not.toEqual(seal(key, Buffer.from("same"), "here"));
});
