import { expect, test } from "vitest";
import { withEnds } from "./ends.ts";

test("what was started last ends first", async () => {
  const ended: string[] = [];
  const result = await withEnds(async (ends) => {
    ends.add(() => ended.push("first"));
    ends.add(async () => ended.push("second"));
    return "done";
  });
  expect(result).toBe("done");
  expect(ended).toEqual(["second", "first"]);
});

test("everything ends when the work fails, and when an end fails", async () => {
  const ended: string[] = [];
  const failing = withEnds(async (ends) => {
    ends.add(() => ended.push("first"));
    ends.add(() => Promise.reject(new Error("the end")));
    throw new Error("the work");
  });
  await expect(failing).rejects.toThrow("the work");
  expect(ended).toEqual(["first"]);
});

test("an end that fails is told when the work succeeded", async () => {
  const failing = withEnds(async (ends) => ends.add(() => Promise.reject(new Error("the end"))));
  await expect(failing).rejects.toThrow("the end");
});

test("a signal ends everything, though the work goes on", async () => {
  const ended: string[] = [];
  const stopped = withEnds(async (ends) => {
    ends.add(() => ended.push("first"));
    process.emit("SIGTERM", "SIGTERM");
    await new Promise(() => {});
  });
  await expect(stopped).rejects.toThrow("Stopped by SIGTERM.");
  expect(ended).toEqual(["first"]);
});
