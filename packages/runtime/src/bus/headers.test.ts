import fc from "fast-check";
import { MsgHdrsImpl } from "nats";
import { expect, test } from "vitest";
import { WrittenHeaders } from "./headers.ts";

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}$/);
/** The parser of the client removes spaces at both ends. */
const value = fc.stringMatching(/^[ -~]{0,60}$/).map((text) => text.trim());

test("the client reads written headers as the names and values that they were made from", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key }), (fields) => {
      const read = MsgHdrsImpl.decode(new WrittenHeaders(fields).encode());
      expect([...read].map(([key, values]) => [key, ...values])).toEqual(fields);
    }),
  );
});

test("written headers are the bytes that the client would write", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(name, value), { minLength: 1, selector: ([key]) => key }),
      (fields) => {
        const own = new MsgHdrsImpl();
        for (const [key, text] of fields) own.set(key, text);
        expect(Buffer.from(new WrittenHeaders(fields).encode())).toEqual(Buffer.from(own.encode()));
      },
    ),
  );
});

test.each(["a\r\nStagepass-Timeout-Ms: 1", "a\nb", "ä", "\0"])(
  "a header with the value %j throws",
  (text) => {
    expect(() => new WrittenHeaders([["traceparent", text]])).toThrow("traceparent");
  },
);
