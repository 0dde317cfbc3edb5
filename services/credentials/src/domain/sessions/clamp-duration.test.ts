import { expect, test } from "vitest";
import { clampDuration } from "./clamp-duration.ts";

test.each([
  [1, 900],
  [900, 900],
  [7_200, 7_200],
  [43_200, 43_200],
  [86_400, 43_200],
])("asks AWS for a duration that it accepts: %i becomes %i seconds", (requested, clamped) => {
  expect(clampDuration(requested, false)).toBe(clamped);
});

test.each([
  [1, 900],
  [3_600, 3_600],
  [43_200, 3_600],
])(
  "asks for an hour at most when the role is assumed from a session: %i becomes %i",
  (requested, clamped) => {
    expect(clampDuration(requested, true)).toBe(clamped);
  },
);
