import fc from "fast-check";
import { expect, test } from "vitest";
import { processorMs } from "../../../../../test/support/processor-time.ts";
import { wildcardMatcher } from "./wildcards.ts";

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

test("one of a list is enough, and an empty list stands for nothing", () => {
  expect(wildcardMatcher(["dev", "pr-*"])("pr-1")).toBe(true);
  expect(wildcardMatcher(["dev", "pr-*"])("prod")).toBe(false);
  expect(wildcardMatcher([])("")).toBe(false);
});

test("a wildcard stands for just the names that its stars can be filled in to make", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
  const name = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 });
  fc.assert(
    fc.property(text, name, (wildcard, candidate) => {
      const expression = new RegExp(`^${wildcard.replaceAll("*", ".*")}$`);
      expect(wildcardMatcher([wildcard])(candidate)).toBe(expression.test(candidate));
    }),
  );
});

test("a hostile wildcard takes no longer than its length and the name's demand", () => {
  const matches = wildcardMatcher([`${"a*".repeat(127)}b`]);
  const spentMs = processorMs(() => {
    for (let run = 0; run < 1_000; run += 1) expect(matches("a".repeat(256))).toBe(false);
  });
  expect(spentMs).toBeLessThan(5_000);
});
