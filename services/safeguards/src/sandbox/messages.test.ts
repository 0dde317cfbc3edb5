import { expect, test } from "vitest";
import { limits } from "./limits.ts";
import { Reply } from "./messages.ts";

const evaluated = (messages: unknown) => Reply.safeParse({ kind: "evaluated", messages });

test("characters that could steer a terminal are replaced in messages", () => {
  expect(evaluated(["a\u001b[2J\u0000\u009b\u202e\ud800b\n\tc"]).data).toEqual({
    kind: "evaluated",
    messages: ["a\ufffd[2J\ufffd\ufffd\ufffd\ufffdb\n\tc"],
  });
});

test("an answer of a child that is too long or has another form is refused", () => {
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
