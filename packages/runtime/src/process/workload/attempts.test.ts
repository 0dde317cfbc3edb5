import { expect, test } from "vitest";
import { countAttempts } from "./attempts.ts";

const limit = { most: 3, windowMs: 60_000, refuse: () => new Error("too many") };

test("as many attempts as the limit are let through by each name, and the next one is not", () => {
  const count = countAttempts({ ...limit, now: () => 0 });
  for (const key of ["a", "a", "b"]) count("203.0.113.7", key);
  expect(() => count("203.0.113.7", "c")).toThrow("too many");
  expect(() => count("203.0.113.8", "a")).not.toThrow();
  expect(() => count("203.0.113.8", "a")).toThrow("too many");
});

test("a minute after the first attempt, the count begins anew", () => {
  let now = 0;
  const count = countAttempts({ ...limit, now: () => now });
  for (let attempt = 0; attempt < 3; attempt++) count("203.0.113.7");
  now = 59_999;
  expect(() => count("203.0.113.7")).toThrow("too many");
  now = 60_000;
  expect(() => count("203.0.113.7")).not.toThrow();
});
