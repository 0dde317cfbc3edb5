import { expect, test } from "vitest";
import { formatServerSent } from "./server-sent.ts";

test("an event is written with its id before its data, and ends with an empty line", () => {
  expect(formatServerSent({ id: "7-1", event: "reset", data: "{}" })).toBe(
    "id: 7-1\nevent: reset\ndata: {}\n\n",
  );
});

test("a comment and an id without data tell readers of no event", () => {
  expect(formatServerSent({ comment: "alive", id: "7-1" })).toBe(": alive\nid: 7-1\n\n");
});

test.each([{ id: "1\n2" }, { id: "1\0" }, { event: "a\rdata: forged" }])("%j is refused", (message) => {
  expect(() => formatServerSent(message)).toThrow("a single line");
});
