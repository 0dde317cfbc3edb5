import { expect, test } from "vitest";
import { violationsOf } from "../problems/invalid.ts";
import { getVersion } from "../profiles/profiles-api.ts";
import { PageQuery } from "./page.ts";

const violationsIn = (query: object) => {
  const { error } = PageQuery.safeParse(query);
  return error === undefined ? [] : violationsOf(error);
};

test.each(["1e0", "0x1", "01", " 1", "1 ", "+1", "-1", "1.0", "1_0", "١", "", "0", "201", "99999999999"])(
  "the limit %j in a query is a violation that states the rule",
  (limit) => {
    const message = "must be a whole number from 1 to 200, written in digits alone";
    expect(violationsIn({ limit })).toEqual([{ path: "$.limit", message }]);
  },
);

test("a limit in digits is read as a number, and is 50 if it is left out", () => {
  expect(PageQuery.parse({ limit: "200" })).toEqual({ limit: 200 });
  expect(PageQuery.parse({})).toEqual({ limit: 50 });
});

test("a query parameter that is sent twice is a violation", () => {
  expect(violationsIn({ limit: ["1", "2"], cursor: ["a", "b"] }).map(({ path }) => path)).toEqual([
    "$.limit",
    "$.cursor",
  ]);
});

test("the version in a path has one spelling: digits without a leading zero", () => {
  const read = (version: string) =>
    getVersion.params?.safeParse({ org: "acmecorp", profile: "prod", version }).success;
  expect(["1", "2147483647"].map(read)).toEqual([true, true]);
  expect(["1e0", "0x1", " 1", "01", "2147483648"].map(read)).toEqual([false, false, false, false, false]);
});
