import { afterEach, expect, test, vi } from "vitest";
import { tellOfRefusals } from "./tell-of-refusals.ts";

afterEach(() => void vi.useRealTimers());

test("the refusals of ten seconds have one line in the log, and each of them counts in the metric", () => {
  vi.useFakeTimers();
  const [lines, counted]: [unknown[], unknown[]] = [[], []];
  const log = { warn: (fields: object) => void lines.push(fields) };
  const counter = { inc: (labels: object) => void counted.push(labels) };
  const tell = tellOfRefusals(log as never, counter); // it calls nothing else of a log
  tell("full");
  tell("full");
  tell("share");
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(10_000);
  tell("share");
  vi.advanceTimersByTime(30_000);
  expect(lines).toEqual([
    { full: 2, share: 1 },
    { full: 0, share: 1 },
  ]);
  expect(counted).toHaveLength(4);
});
