import fc from "fast-check";
import { expect, test } from "vitest";
import { processorMs } from "../../../../test/support/processor-time.ts";
import { wildcardMatcher } from "./wildcard.ts";

test.each([
  ["prod", "prod", true],
  ["prod", "Prod", false],
  ["prod", "prod-eu", false],
  ["*", "", true],
  ["*", "anything", true],
  ["**", "anything", true],
  ["pr-*", "pr-17", true],
  ["pr-*", "pr-", true],
  ["pr-*", "my-pr-17", false],
  ["*-prod", "eu-prod", true],
  ["*-prod", "eu-prod-1", false],
  ["eu-*-1", "eu-central-1", true],
  ["aba*aba", "aba", false],
  ["a*b*c", "a-c-b", false],
  ["a*b*c", "abbc", true],
  ["a*b*b", "ab", false],
  ["p.od", "prod", false],
  ["pr?d", "prod", false],
])("%s stands for %j: %s", (wildcard, name, does) => {
  expect(wildcardMatcher([wildcard])(name)).toBe(does);
});

test("a name matches a list when it matches one wildcard of it, and an empty list matches no name", () => {
  expect(wildcardMatcher(["dev", "pr-*"])("pr-1")).toBe(true);
  expect(wildcardMatcher(["dev", "pr-*"])("prod")).toBe(false);
  expect(wildcardMatcher([])("")).toBe(false);
});

test("a wildcard matches exactly the names that a regular expression with .* for each star matches", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
  const name = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 });
  fc.assert(
    fc.property(text, name, (wildcard, candidate) => {
      const expression = new RegExp(`^${wildcard.replaceAll("*", ".*")}$`);
      expect(wildcardMatcher([wildcard])(candidate)).toBe(expression.test(candidate));
    }),
  );
});

test("matching takes time in proportion to the lengths of wildcard and name", () => {
  const matches = wildcardMatcher([`${"a*".repeat(127)}b`]);
  const spentMs = processorMs(() => {
    for (let run = 0; run < 1_000; run += 1) expect(matches("a".repeat(256))).toBe(false);
  });
  expect(spentMs).toBeLessThan(5_000);
});

test.each([
  [["!prod"], "prod", false],
  [["!prod"], "dev", true],
  [["*", "!prod"], "prod", false],
  [["!prod", "prod"], "prod", false],
  [["dev-*", "!dev-secret*"], "dev-1", true],
  [["dev-*", "!dev-secret*"], "dev-secrets", false],
  [["dev-*", "!prod"], "staging", false],
  [["!*"], "anything", false],
])("the list %j with exceptions and the name %s: %s", (wildcards, name, does) => {
  expect(wildcardMatcher(wildcards)(name)).toBe(does);
});

test("a list with exceptions matches the names of any pattern that no exception has", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 5 });
  const line = fc
    .tuple(fc.boolean(), text)
    .map(([isException, pattern]) => (isException ? "!" : "") + pattern);
  const name = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
  const isOne = (pattern: string, candidate: string) =>
    new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(candidate);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), name, (list, candidate) => {
      const excepted = list.filter((each) => each.startsWith("!")).map((each) => each.slice(1));
      const included = list.filter((each) => !each.startsWith("!"));
      const isExcepted = excepted.some((each) => isOne(each, candidate));
      const isIncluded =
        included.some((each) => isOne(each, candidate)) || (included.length === 0 && excepted.length > 0);
      expect(wildcardMatcher(list)(candidate)).toBe(isIncluded && !isExcepted);
    }),
  );
});
