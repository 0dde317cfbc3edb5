import { ParameterKey } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDotenv } from "./parse-dotenv.ts";

const key = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,12}$/);
const letters = fc.constantFrom("a", " ", "#", "'", '"', "`", "\\", "n", "$", "=", "\n", "\t", "é", "😀");
const value = fc.array(letters, { maxLength: 12 }).map((parts) => parts.join(""));
const entries = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 6 });

const inDoubleQuotes = (text: string) => `"${text.replaceAll(/["\\$]/g, "\\$&").replaceAll("\n", "\\n")}"`;

test("every value that is written in double quotes is read as it was", () => {
  fc.assert(
    fc.property(entries, (set) => {
      const text = set.map(([name, content]) => `${name}=${inDoubleQuotes(content)}`).join("\n");
      const { parameters, mistakes } = parseDotenv(text);
      expect(parameters.map(({ key, value }) => [key, value])).toEqual(set);
      expect(mistakes).toEqual([]);
    }),
  );
});

test("any text is read without failing, keys are valid and unique, and each mistake names a line of it", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.oneof(key, letters, fc.constant("=")), { maxLength: 40 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      const { parameters, mistakes } = parseDotenv(text);
      const keys = parameters.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.every((name) => ParameterKey.safeParse(name).success)).toBe(true);
      const lines = text.split(/\r\n|\n|\r/).length;
      expect(mistakes.every(({ line }) => line >= 1 && line <= lines)).toBe(true);
    }),
  );
});
