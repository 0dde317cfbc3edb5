import fc from "fast-check";
import { expect, test } from "vitest";
import { formatEventId, parseEventId } from "./event-id.ts";

test("an id is read as the place that it was written for", () => {
  const number = fc.nat(999_999_999_999_999);
  fc.assert(
    fc.property(number, number, (stream, sequence) => {
      expect(parseEventId(formatEventId({ stream, sequence }))).toEqual({ stream, sequence });
    }),
  );
});

test.each(["", "7", "7-", "-7", "7-8-9", "7-8 ", "x-8", "7-1e3", `7-${"9".repeat(16)}`])(
  "%j is no id of an event",
  (id) => {
    expect(parseEventId(id)).toBeUndefined();
  },
);
