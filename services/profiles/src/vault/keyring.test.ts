import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseKeyring } from "./keyring.ts";

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const newKey = () => encode(randomBytes(32));

test("the first key encrypts and all are known by their ids", () => {
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
])("refuses %s", (_what, text, message) => {
  const { mistakes } = parseKeyring(text);
  expect(mistakes.join()).toContain(message);
});

test("names every wrong entry at once", () => {
  expect(parseKeyring("a,b").mistakes).toHaveLength(2);
});

test("never repeats what might be key material", () => {
  fc.assert(
    fc.property(fc.base64String({ minLength: 8 }), fc.constantFrom("", "id:"), (encoded, prefix) => {
      const { mistakes } = parseKeyring(`${prefix}${encoded}`);
      expect(mistakes.join()).not.toContain(encoded);
    }),
  );
});
