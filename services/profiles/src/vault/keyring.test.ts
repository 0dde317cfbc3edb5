import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseKeyring } from "./keyring.ts";

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const newKey = () => encode(randomBytes(32));

test("the first key of a keyring encrypts, and every key is found by its id", () => {
  const { keyring } = parseKeyring(`new:${newKey()},old:${newKey()}`);
  expect(keyring?.encrypting.id).toBe("new");
  expect([...(keyring?.keys.keys() ?? [])]).toEqual(["new", "old"]);
});

test.each([
  ["nothing", "", "must hold id:key pairs"],
  ["a key without an id", newKey(), "must hold id:key pairs"],
  ["a space after the comma", `a:${newKey()}, b:${newKey()}`, "(entry 2 of 2)"],
  ["a comma at the end", `a:${newKey()},`, "(entry 2 of 2)"],
  ["base64url", `a:${encode(new Uint8Array(32).fill(255)).replaceAll("/", "_")}`, "in base64"],
  ["missing padding", `a:${newKey().replace("=", "")}`, "in base64"],
  ["a short key", `a:${encode(randomBytes(16))}`, "must have a key of 32 bytes and has one of 16"],
  ["one id twice", `a:${newKey()},a:${newKey()}`, "two keys with the same id"],
])("parsing a keyring fails on %s", (_what, text, message) => {
  const { errors } = parseKeyring(text);
  expect(errors.join()).toContain(message);
});

test("parsing a keyring names every wrong entry at once", () => {
  expect(parseKeyring("a,b").errors).toHaveLength(2);
});

test("parsing a keyring never repeats text that might be a key", () => {
  fc.assert(
    fc.property(fc.base64String({ minLength: 8 }), fc.constantFrom("", "id:"), (encoded, prefix) => {
      const { errors } = parseKeyring(`${prefix}${encoded}`);
      expect(errors.join()).not.toContain(encoded);
    }),
  );
});
