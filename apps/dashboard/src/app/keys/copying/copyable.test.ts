import { expect, test } from "vitest";
import { copyable } from "./copyable.ts";

const updatedAt = "2026-11-20T12:00:00.000Z";
const set = (key: string, sensitive = true) => ({ key, set: true, sensitive, updatedAt }) as const;
const none = (key: string) => ({ key, none: true, updatedAt }) as const;

test("a key is new in the other place, or replaces what is there, also where that is no value", () => {
  const found = copyable([set("A"), set("B"), set("C")], [set("B"), none("C")]);
  expect(found.map(({ key, isThere }) => [key, isThere])).toEqual([
    ["A", false],
    ["B", true],
    ["C", true],
  ]);
});

test("a key without a value cannot be copied", () => {
  expect(copyable([none("A")], [])).toEqual([]);
});

test("what is sensitive in either place stays sensitive", () => {
  const found = copyable([set("A", false), set("B", false), set("C")], [set("B"), set("C", false)]);
  expect(found.map(({ isSensitive }) => isSensitive)).toEqual([false, true, true]);
});

test("a reference is told from a value", () => {
  const reference = { ...set("A"), secretsManager: { secretId: "prod/db" } };
  expect(copyable([reference, set("B")], []).map(({ isReference }) => isReference)).toEqual([true, false]);
});
