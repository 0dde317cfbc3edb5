import { expect, test } from "vitest";
import { clampDuration } from "./clamp-duration.ts";

test.each([
  [1, 900],
  [900, 900],
  [7_200, 7_200],
  [43_200, 43_200],
  [86_400, 43_200],
])("a requested duration of %i s becomes %i s, which AWS accepts", (requested, clamped) => {
  expect(clampDuration(requested, false)).toBe(clamped);
});

test.each([
  [1, 900],
  [3_600, 3_600],
  [43_200, 3_600],
])(
  "a duration of %i s becomes %i s, at most an hour, when the role is assumed from a session",
  (requested, clamped) => {
    expect(clampDuration(requested, true)).toBe(clamped);
  },
);
