import { expect, test } from "vitest";
import { matchesWildcard } from "./wildcard.ts";

test.each([
  ["*", ""],
  ["*", "anything at all"],
  ["a*c", "abbbc"],
  ["a*b*c", "a-b-b-c"],
  ["*:secret:prod/*", "arn:aws:secretsmanager:eu-central-1:222222222222:secret:prod/db-AbCdEf"],
  ["secret:db-??????", "secret:db-AbCdEf"],
  ["a**", "a"],
  ["*a", "a*a"],
])("the pattern %s matches %s", (pattern, text) => {
  expect(matchesWildcard(pattern, text)).toBe(true);
});

test.each([
  ["", "a"],
  ["a", ""],
  ["a?", "a"],
  ["secret:db-??????", "secret:db-AbCdEfG"],
  ["secret:db-??????", "secret:db-replica-AbCdEf"],
  ["a.c", "abc"],
])("the pattern %s does not match %s", (pattern, text) => {
  expect(matchesWildcard(pattern, text)).toBe(false);
});

test("matching a hostile pattern takes no exponential time", () => {
  expect(matchesWildcard(`${"*a".repeat(500)}b`, "a".repeat(2_000))).toBe(false);
});
