import { describe, expect, test } from "vitest";
import { assertConditions, entityTag, readConditions } from "./preconditions.ts";

const ifMatch = (header: string | undefined) => readConditions({ "if-match": header });
const ifNoneMatch = (header: string | undefined) => readConditions({ "if-none-match": header });

test.each([
  [undefined, undefined],
  ["*", "any"],
  ['"7"', ['"7"']],
  ['"7", "8"', ['"7"', '"8"']],
])("the header %j is read from If-Match and If-None-Match", (header, expected) => {
  expect(ifMatch(header)).toEqual({ ifMatch: expected, ifNoneMatch: undefined });
  expect(ifNoneMatch(header)).toEqual({ ifMatch: undefined, ifNoneMatch: expected });
});

test("If-None-Match accepts a weak tag, since it compares weakly", () => {
  expect(ifNoneMatch('W/"7", "8"').ifNoneMatch).toEqual(['"7"', '"8"']);
});

test.each(["7", '"7', 'W/"7"', ""])(
  "If-Match: %j throws, with the form that the header must have",
  (header) => {
    expect(() => ifMatch(header)).toThrow(/^If-Match must be \* or a list of entity tags/);
  },
);

test.each(["7", '"7', ""])("If-None-Match: %j throws, with the form that the header must have", (header) => {
  expect(() => ifNoneMatch(header)).toThrow(/^If-None-Match must be \* or a list of entity tags/);
});

describe("a change", () => {
  test("a change without a condition is made", () => {
    expect(() => assertConditions(ifMatch(undefined), undefined)).not.toThrow();
  });

  test("a change is made if the current version is one of those in If-Match", () => {
    expect(() => assertConditions(ifMatch(`${entityTag(6)}, ${entityTag(7)}`), 7)).not.toThrow();
    expect(() => assertConditions(ifMatch("*"), 7)).not.toThrow();
  });

  test("a change throws if the current version is not in If-Match", () => {
    expect(() => assertConditions(ifMatch(entityTag(6)), 7)).toThrow(/now at "7"/);
  });

  test("a change with If-Match throws if nothing exists", () => {
    expect(() => assertConditions(ifMatch("*"), undefined)).toThrow(/does not exist/);
    expect(() => assertConditions(ifMatch(entityTag(7)), undefined)).toThrow(/does not exist/);
  });
});

describe("an addition", () => {
  test("an addition with If-None-Match is made if nothing exists", () => {
    expect(() => assertConditions(ifNoneMatch("*"), undefined)).not.toThrow();
  });

  test("an addition with If-None-Match: * throws if something exists", () => {
    expect(() => assertConditions(ifNoneMatch("*"), 7)).toThrow(/exists already/);
  });

  test("If-None-Match with versions only throws for these versions", () => {
    expect(() => assertConditions(ifNoneMatch('"7"'), 7)).toThrow(/exists already/);
    expect(() => assertConditions(ifNoneMatch('"6"'), 7)).not.toThrow();
  });
});

test("a change with both headers is made only if both conditions hold", () => {
  const both = { ...ifMatch('"7"'), ifNoneMatch: "any" } as const;
  expect(() => assertConditions(both, 7)).toThrow(/exists already/);
  expect(() => assertConditions(both, undefined)).toThrow(/does not exist/);
});

describe("a part of a thing that has a version", () => {
  const [missing, there] = [false, true];

  test("a part is added with If-None-Match: * if the part does not exist", () => {
    expect(() => assertConditions(ifNoneMatch("*"), 7, missing)).not.toThrow();
    expect(() => assertConditions(ifNoneMatch("*"), 7, there)).toThrow(/exists already/);
  });

  test("a part is replaced with If-Match: * if the part exists", () => {
    expect(() => assertConditions(ifMatch("*"), 7, there)).not.toThrow();
    expect(() => assertConditions(ifMatch("*"), 7, missing)).toThrow(/does not exist/);
  });

  test("the tags of a part are compared with the version of the whole", () => {
    expect(() => assertConditions(ifMatch('"7"'), 7, missing)).not.toThrow();
    expect(() => assertConditions(ifMatch('"6"'), 7, missing)).toThrow(/now at "7"/);
  });
});
