import { describe, expect, test } from "vitest";
import { demandMatch, entityTag, parseIfMatch } from "./if-match.ts";

test.each([
  [undefined, undefined],
  ["*", "any"],
  ['"7"', ['"7"']],
  ['"7", "8"', ['"7"', '"8"']],
])("reads %j", (header, expected) => {
  expect(parseIfMatch(header)).toEqual(expected);
});

test.each(["7", '"7', 'W/"7"', ""])("refuses %j and says what it should be", (header) => {
  expect(() => parseIfMatch(header)).toThrow(/entity tags/);
});

describe("a change", () => {
  test("goes on without a condition", () => {
    expect(() => demandMatch(undefined, undefined)).not.toThrow();
  });

  test("goes on when the version is one of those that the caller read", () => {
    expect(() => demandMatch([entityTag(6), entityTag(7)], 7)).not.toThrow();
    expect(() => demandMatch("any", 7)).not.toThrow();
  });

  test("is refused when somebody else was faster", () => {
    expect(() => demandMatch([entityTag(6)], 7)).toThrow(/now at "7"/);
  });

  test("is refused when nothing is there", () => {
    expect(() => demandMatch("any", undefined)).toThrow(/does not exist/);
  });
});
