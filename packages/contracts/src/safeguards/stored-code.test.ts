import { expect, test } from "vitest";
import { decodeStoredCode } from "./stored-code.ts";

test.each([
  ["code", "stage === 'prod'", "stage === 'prod'"],
  ["code that was stored as JSON text", JSON.stringify('a !== "b"'), 'a !== "b"'],
  ["code that begins with a text", '"use strict"; true', '"use strict"; true'],
])("%s is read as the code that was written", (_, stored, code) => {
  expect(decodeStoredCode(stored)).toBe(code);
});
