import { expect, onTestFinished, test, vi } from "vitest";
import { gatherLines } from "./gather-lines.ts";

/** A log whose destination keeps what it is told, in the place of a file. */
function openLog() {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const said: string[] = [];
  const destination = {
    write: (text: string) => void said.push(text),
    flushSync: () => void said.push("flushed"),
  };
  const listenersBefore = process.listeners("exit");
  const ownListeners = () =>
    process.listeners("exit").filter((listener) => !listenersBefore.includes(listener));
  return { said, log: gatherLines(destination), ownListeners };
}

test("lines that come together are written together, in their order, and none of them twice", () => {
  const { said, log } = openLog();
  for (const line of ["one\n", "two\n", "three\n"]) log.write(line);
  expect(said).toEqual([]);
  vi.runAllTimers();
  log.write("four\n");
  vi.runAllTimers();
  expect(said).toEqual(["one\ntwo\nthree\n", "four\n"]);
});

test("what waits when the process exits is written before it ends", () => {
  const { said, log, ownListeners } = openLog();
  log.write("last words\n");
  for (const listener of ownListeners()) listener(0);
  expect(said).toEqual(["last words\n", "flushed"]);
});

test("an error is written without waiting, after what came before it", () => {
  const { said, log } = openLog();
  log.lastLevel = 30;
  log.write("before\n");
  log.lastLevel = 50;
  log.write("an error\n");
  expect(said).toEqual(["before\nan error\n"]);
  vi.runAllTimers();
  expect(said).toHaveLength(1);
});

test("a log without lines listens to nothing", () => {
  const { log, ownListeners } = openLog();
  log.write("one\n");
  vi.runAllTimers();
  expect(ownListeners()).toEqual([]);
});
