import fc from "fast-check";
import { expect, test } from "vitest";
import { wildcardMatcher } from "../wildcard.ts";
import { fruitlessPatterns } from "./fruitless-patterns.ts";

test.each([
  [["prod"], []],
  [["*", "!prod"], []],
  [["!prod", "!pr-*"], []],
  [["dev-*", "!*-secret"], []],
  [["prod", "dev", "!prod"], [0]],
  [["dev-1*", "!dev-*"], [0]],
  [
    ["*", "!*"],
    [0, 1],
  ],
  [["!**"], [0]],
  [["dev-*", "!prod"], [1]],
  [["dev-*", "!prod-*"], [1]],
  [["!"], [0]],
] as const)("of the list %j those at %j can match nothing", (wildcards, at) => {
  expect(fruitlessPatterns(wildcards).map(({ index }) => index)).toEqual(at);
});

const pattern = fc
  .tuple(fc.boolean(), fc.string({ unit: fc.constantFrom("a", "b", "*"), minLength: 1, maxLength: 4 }))
  .map(([isException, text]) => (isException ? `!${text}` : text));

/** Every name of up to six letters. The third letter stands for all that no pattern names. */
const names = Array.from({ length: 6 }).reduce<string[]>(
  (shorter) => ["", ...shorter.flatMap((name) => ["a", "b", "c"].map((letter) => name + letter))],
  [""],
);

test("of two patterns one is found exactly when there is no name for it, or when it excepts every name", () => {
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 2 }), (wildcards) => {
      const found = fruitlessPatterns(wildcards).map(({ index }) => index);
      for (const [index, each] of wildcards.entries()) {
        const others = wildcards.filter((_, at) => at !== index);
        const text = each.replace("!", "");
        const isException = each.startsWith("!");
        const against = others.filter((other) => other.startsWith("!") !== isException);
        const rest = against.map((other) => other.replace("!", ""));
        const itself = wildcardMatcher([text]);
        const isOther = wildcardMatcher(rest.length === 0 && isException ? ["*"] : rest);
        const matches = names.filter((name) => itself(name) && isOther(name) === isException);
        const takesAll = isException && names.every(itself);
        expect(found.includes(index)).toBe(matches.length === 0 || takesAll);
      }
    }),
    { numRuns: 300 },
  );
});
