import { expect, test } from "vitest";
import { createQueue, type Job } from "./queue.ts";

const jobOf = (owner: string): Job<string, void> => ({
  owner,
  task: "any",
  isWanted: () => true,
  settle: () => {},
});

test("a queue hands out the oldest job first", () => {
  const queue = createQueue<Job<string, void>>();
  const jobs = [jobOf("a"), jobOf("b")];
  for (const job of jobs) queue.add(job);
  expect([queue.take(), queue.take(), queue.take()]).toEqual([...jobs, undefined]);
});

test("an owner with many jobs in the queue does not keep another waiting who has none running", () => {
  const queue = createQueue<Job<string, void>>();
  const [first, second, other] = [jobOf("busy"), jobOf("busy"), jobOf("other")];
  for (const job of [first, second, other]) queue.add(job);
  expect(queue.take()).toBe(first);
  expect(queue.take()).toBe(other);
  queue.release(other);
  expect(queue.take()).toBe(second);
});

test("a queue refuses jobs beyond its limit for one owner, and beyond its limit for all", () => {
  const queue = createQueue<Job<string, void>>();
  const accepted = (owner: string) =>
    Array.from({ length: 200 }, () => queue.add(jobOf(owner))).filter(Boolean).length;
  expect(["a", "b", "c", "d", "e"].map(accepted)).toEqual([128, 128, 128, 128, 0]);
});
