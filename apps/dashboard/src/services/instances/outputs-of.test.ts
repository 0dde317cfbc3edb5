import { expect, test } from "vitest";
import { outputsOf } from "./outputs-of.ts";

const report = (outputs: Record<string, unknown>, withheldOutputs: Record<string, string> = {}) => ({
  outputs,
  withheldOutputs,
});

test("compares outputs with those of the deploy before, and names what is gone", () => {
  const now = report({ url: "https://b", port: 443, queue: "q" });
  const before = report({ url: "https://a", port: 443, topic: "t" });
  expect(outputsOf(now, before).map(({ name, value, was, change }) => [name, value, was, change])).toEqual([
    ["port", "443", null, null],
    ["queue", "q", null, "new"],
    ["topic", "t", null, "gone"],
    ["url", "https://b", "https://a", "changed"],
  ]);
});

test("says which secret an output was withheld for, and calls nothing new without a deploy before", () => {
  expect(outputsOf(report({}, { dsn: "parameter DB_URL" }), null)).toEqual([
    { name: "dsn", value: "", was: null, withheld: "parameter DB_URL", change: null },
  ]);
});
