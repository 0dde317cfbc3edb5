import { expect, test } from "vitest";
import { hasGap, mergeNewest } from "./merge-newest.ts";

const ids = (...all: string[]) => all.map((id) => ({ id }));

test("what is new stands before the list, and each deployment stands there once", () => {
  expect(mergeNewest(ids("d", "c", "b"), ids("c", "b", "a"))).toEqual(ids("d", "c", "b", "a"));
});

test("a deployment that has finished meanwhile takes the place of its unfinished self", () => {
  const begun: { id: string; outcome: string | null } = { id: "a", outcome: null };
  const finished = { ...begun, outcome: "resolved" };
  expect(mergeNewest([finished], [begun])).toEqual([finished]);
});

test("a newest page that shares nothing with the list leaves a gap", () => {
  expect(hasGap(ids("f", "e"), ids("c", "b"), false)).toBe(true);
  expect(hasGap(ids("d", "c"), ids("c", "b"), false)).toBe(false);
});

test("where the newest page is all there is, nothing can be missing", () => {
  expect(hasGap(ids("f", "e"), ids("c", "b"), true)).toBe(false);
  expect(hasGap(ids("f", "e"), [], false)).toBe(false);
});
