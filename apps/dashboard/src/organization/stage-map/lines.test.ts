import { expect, test } from "vitest";
import { added, linesOf, moved, stagesOf } from "./lines.ts";

const map = [
  { stages: "prod", profile: "production" },
  { stages: "pr-*", profile: "preview" },
  { stages: "*", profile: "dev" },
];

test("a line moves by one place, and the others keep their order", () => {
  const profiles = (index: number, by: -1 | 1) =>
    stagesOf(moved(linesOf(map), index, by)).map(({ profile }) => profile);
  expect(profiles(2, -1)).toEqual(["production", "dev", "preview"]);
  expect(profiles(0, 1)).toEqual(["preview", "production", "dev"]);
});

test("the first line cannot move up, nor the last one down", () => {
  expect(stagesOf(moved(linesOf(map), 0, -1))).toEqual(map);
  expect(stagesOf(moved(linesOf(map), 2, 1))).toEqual(map);
});

test("a new line has a key that no other line has, also after lines were removed", () => {
  const keys = added(linesOf(map).toSpliced(0, 1)).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
