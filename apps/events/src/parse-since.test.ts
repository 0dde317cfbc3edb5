import { expect, test } from "vitest";
import { parseSince } from "./parse-since.ts";

const now = new Date("2026-11-20T12:00:00Z");

test.each([
  ["2h", "2026-11-20T10:00:00.000Z"],
  ["30m", "2026-11-20T11:30:00.000Z"],
  ["7d", "2026-11-13T12:00:00.000Z"],
  ["1w", "2026-11-13T12:00:00.000Z"],
  ["PT2H", "2026-11-20T10:00:00.000Z"],
  ["P1DT12H", "2026-11-19T00:00:00.000Z"],
  ["2026-11-20T09:00Z", "2026-11-20T09:00:00.000Z"],
  ["2026-11-20T09:00+01:00", "2026-11-20T08:00:00.000Z"],
  ["2026-11-19", "2026-11-19T00:00:00.000Z"],
  ["2026-11-20T09:00", "2026-11-20T09:00:00.000Z"],
  ["P1M", "2026-10-20T12:00:00.000Z"],
])("--since %s means %s", (text, at) => {
  expect(parseSince(text, now).toISOString()).toBe(at);
});

test.each(["yesterday", "2", "2y", "P", "P999999999Y", "", "2026-13-01", "-2h"])(
  "--since %j is an error with an example of what to write",
  (text) => {
    expect(() => parseSince(text, now)).toThrow("nor a duration, such as 2h or PT2H");
  },
);

test.each(["2026-11-21", "-PT1H", "P-1D"])(
  "--since %s is an error, since it is in the future or no duration",
  (text) => {
    expect(() => parseSince(text, now)).toThrow("--since");
  },
);
