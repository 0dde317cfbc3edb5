import { expect, test } from "vitest";
import { countSignIns } from "./count-sign-ins.ts";

function attempts(count: number, attempt: () => void): void {
  for (let done = 0; done < count; done++) attempt();
}

test("thirty attempts within a minute are let through, and the next one is not", () => {
  const countSignIn = countSignIns(() => 0);
  attempts(30, () => countSignIn("203.0.113.7", "a key"));
  expect(() => countSignIn("203.0.113.7", "another key")).toThrow(
    expect.objectContaining({ code: "too-many-requests" }),
  );
  expect(() => countSignIn("203.0.113.8", "a key")).toThrow();
  expect(() => countSignIn("203.0.113.8", "another key")).not.toThrow();
});

test("a minute after the first attempt, the count begins anew", () => {
  let now = 0;
  const countSignIn = countSignIns(() => now);
  attempts(30, () => countSignIn("203.0.113.7"));
  now = 59_999;
  expect(() => countSignIn("203.0.113.7")).toThrow();
  now = 60_000;
  expect(() => countSignIn("203.0.113.7")).not.toThrow();
});
