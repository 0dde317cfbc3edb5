import { expect, test } from "vitest";
import { limits } from "./limits.ts";
import { Reply } from "./messages.ts";

const judged = (messages: unknown) => Reply.safeParse({ kind: "judged", messages });

test("takes what could steer a terminal, or is no text, out of a message", () => {
  expect(judged(["a\u001b[2J\u0000\u009b\u202e\ud800b\n\tc"]).data).toEqual({
    kind: "judged",
    messages: ["a\ufffd[2J\ufffd\ufffd\ufffd\ufffdb\n\tc"],
  });
});

test("refuses answers beyond the bounds, and any that are none", () => {
  expect(judged(Array(limits.messages).fill("x".repeat(limits.messageLength))).success).toBe(true);
  for (const messages of [
    Array(limits.messages + 1).fill("x"),
    ["x".repeat(limits.messageLength + 1)],
    [1],
    "x",
    null,
  ]) {
    expect(judged(messages).success).toBe(false);
  }
  for (const reply of [
    null,
    [],
    "judged",
    { kind: "passed" },
    { kind: "judged", messages: [], passed: true },
  ]) {
    expect(Reply.safeParse(reply).success).toBe(false);
  }
});
