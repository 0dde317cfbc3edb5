import { expect, test } from "vitest";
import { fromLocalTime, toLocalTime } from "./local-time.ts";

test("a moment comes back as the same moment, whatever the time zone", () => {
  for (const moment of ["2026-01-31T23:30:00.000Z", "2026-07-01T00:00:00.000Z"])
    expect(fromLocalTime(toLocalTime(moment))).toBe(moment);
});

test("a moment with an offset is read, and what is no moment is empty", () => {
  expect(fromLocalTime(toLocalTime("2027-03-31T18:00:00+01:00"))).toBe("2027-03-31T17:00:00.000Z");
  expect(toLocalTime("soon")).toBe("");
  expect(fromLocalTime("")).toBe("");
});
