import { describe, expect, test } from "vitest";
import { assertConditions, entityTag, readConditions } from "./preconditions.ts";

const ifMatch = (header: string | undefined) => readConditions({ "if-match": header });
const ifNoneMatch = (header: string | undefined) => readConditions({ "if-none-match": header });

test.each([
  [undefined, undefined],
  ["*", "any"],
  ['"7"', ['"7"']],
  ['"7", "8"', ['"7"', '"8"']],
])("reads %j", (header, expected) => {
  expect(ifMatch(header)).toEqual({ ifMatch: expected, ifNoneMatch: undefined });
  expect(ifNoneMatch(header)).toEqual({ ifMatch: undefined, ifNoneMatch: expected });
});

test("takes a weak tag for If-None-Match, which compares weakly", () => {
  expect(ifNoneMatch('W/"7", "8"').ifNoneMatch).toEqual(['"7"', '"8"']);
});

test.each(["7", '"7', 'W/"7"', ""])("refuses %j as If-Match and says what it should be", (header) => {
  expect(() => ifMatch(header)).toThrow(/^If-Match must be \* or a list of entity tags/);
});

test.each(["7", '"7', ""])("refuses %j as If-None-Match and says what it should be", (header) => {
  expect(() => ifNoneMatch(header)).toThrow(/^If-None-Match must be \* or a list of entity tags/);
});

describe("a change", () => {
  test("goes on without a condition", () => {
    expect(() => assertConditions(ifMatch(undefined), undefined)).not.toThrow();
  });

  test("goes on when the version is one of those that the caller read", () => {
    expect(() => assertConditions(ifMatch(`${entityTag(6)}, ${entityTag(7)}`), 7)).not.toThrow();
    expect(() => assertConditions(ifMatch("*"), 7)).not.toThrow();
  });

  test("is refused when somebody else was faster", () => {
    expect(() => assertConditions(ifMatch(entityTag(6)), 7)).toThrow(/now at "7"/);
  });

  test("is refused when nothing is there", () => {
    expect(() => assertConditions(ifMatch("*"), undefined)).toThrow(/does not exist/);
    expect(() => assertConditions(ifMatch(entityTag(7)), undefined)).toThrow(/does not exist/);
  });
});

describe("an addition", () => {
  test("goes on when nothing is there", () => {
    expect(() => assertConditions(ifNoneMatch("*"), undefined)).not.toThrow();
  });

  test("never replaces what is there", () => {
    expect(() => assertConditions(ifNoneMatch("*"), 7)).toThrow(/exists already/);
  });

  test("is refused for the versions that it names alone", () => {
    expect(() => assertConditions(ifNoneMatch('"7"'), 7)).toThrow(/exists already/);
    expect(() => assertConditions(ifNoneMatch('"6"'), 7)).not.toThrow();
  });
});

test("both conditions have to hold", () => {
  const both = { ...ifMatch('"7"'), ifNoneMatch: "any" } as const;
  expect(() => assertConditions(both, 7)).toThrow(/exists already/);
  expect(() => assertConditions(both, undefined)).toThrow(/does not exist/);
});

describe("a part of a thing that has a version", () => {
  const [missing, there] = [false, true];

  test("is added when the part is not there", () => {
    expect(() => assertConditions(ifNoneMatch("*"), 7, missing)).not.toThrow();
    expect(() => assertConditions(ifNoneMatch("*"), 7, there)).toThrow(/exists already/);
  });

  test("is replaced when the part is there", () => {
    expect(() => assertConditions(ifMatch("*"), 7, there)).not.toThrow();
    expect(() => assertConditions(ifMatch("*"), 7, missing)).toThrow(/does not exist/);
  });

  test("is compared by the version of the whole", () => {
    expect(() => assertConditions(ifMatch('"7"'), 7, missing)).not.toThrow();
    expect(() => assertConditions(ifMatch('"6"'), 7, missing)).toThrow(/now at "7"/);
  });
});
