import { mostPartsOfMessage } from "@stagepass/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pack } from "./pack.ts";

const longest = 64 * 1024;
const part = fc.record({
  subject: fc.constantFrom("a", "b"),
  id: fc.string(),
  text: fc.integer({ min: 0, max: 2 * longest }).map((length) => "x".repeat(length)),
});

test("every part is in one message to its subject, in its order", () => {
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const packed = pack(parts);
      for (const subject of ["a", "b"]) {
        const sent = packed.filter((message) => message.subject === subject).flatMap(({ parts }) => parts);
        expect(sent).toEqual(parts.filter((each) => each.subject === subject));
      }
    }),
  );
});

test("a message is bounded in its parts and its length, unless a single part is longer", () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      for (const message of pack(parts)) {
        const length = message.parts.reduce((sum, { text }) => sum + text.length, 0);
        expect(message.parts.length).toBeLessThanOrEqual(mostPartsOfMessage);
        if (message.parts.length > 1) expect(length).toBeLessThanOrEqual(longest);
      }
    }),
  );
});

test("many small parts to one subject need no more messages than their number makes necessary", () => {
  const parts = Array.from({ length: 2 * mostPartsOfMessage + 1 }, (_, index) => ({
    ...{ subject: "a", id: String(index), text: "{}" },
  }));
  expect(pack(parts)).toHaveLength(3);
});
