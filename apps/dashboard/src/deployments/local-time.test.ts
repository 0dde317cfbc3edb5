import { expect, test } from "vitest";
import { fromLocal, toLocal } from "./local-time.ts";

test("a moment comes back from a field as it went in, to the minute", () => {
  expect(fromLocal(toLocal("2026-11-20T12:34:56.000Z"))).toBe("2026-11-20T12:34:00.000Z");
});

test("an empty field is no moment", () => {
  expect(fromLocal("")).toBeUndefined();
  expect(toLocal(undefined)).toBe("");
});
