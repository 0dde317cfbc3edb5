import { expect, test } from "vitest";
import { limits } from "./limits.ts";
import { Reply } from "./messages.ts";

const evaluated = (messages: unknown) => Reply.safeParse({ kind: "evaluated", messages });

test("takes what could steer a terminal, or is no text, out of a message", () => {
  expect(evaluated(["a\u001b[2J\u0000\u009b\u202e\ud800b\n\tc"]).data).toEqual({
    kind: "evaluated",
    messages: ["a\ufffd[2J\ufffd\ufffd\ufffd\ufffdb\n\tc"],
  });
});

test("refuses answers beyond the bounds, and any that are none", () => {
  expect(evaluated(Array(limits.messages).fill("x".repeat(limits.messageLength))).success).toBe(true);
  for (const messages of [
    Array(limits.messages + 1).fill("x"),
    ["x".repeat(limits.messageLength + 1)],
    [1],
    "x",
    null,
  ]) {
    expect(evaluated(messages).success).toBe(false);
  }
  for (const reply of [
    null,
    [],
    "evaluated",
    { kind: "passed" },
    { kind: "evaluated", messages: [], passed: true },
  ]) {
    expect(Reply.safeParse(reply).success).toBe(false);
  }
});
