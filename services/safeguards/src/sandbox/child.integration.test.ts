import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { startChild } from "./child.ts";
import { type Launch, launcherOf } from "./launch.ts";
import { startSandbox } from "./start-sandbox.ts";

const launch = launcherOf();

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => vi.useRealTimers());

/** Starts a child that stands still until it is told to go on. */
function startStopped() {
  const signals = new AbortController();
  onTestFinished(() => signals.abort());
  let goOn = () => {};
  const stopped: Launch = (awaited) => {
    const launched = launch(awaited);
    launched.process.kill("SIGSTOP");
    goOn = () => void launched.process.kill("SIGCONT");
    return launched;
  };
  const starting = startChild({ launch: stopped, awaited: true, signal: signals.signal });
  return { starting, goOn };
}

test("a child that gets no processor is waited for, for minutes", async () => {
  const { starting, goOn } = startStopped();
  await vi.advanceTimersByTimeAsync(4 * 60_000);
  goOn();
  expect((await starting).runs).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test("a child that does not become ready in five minutes is ended, and the start fails with the reason", async () => {
  const { starting } = startStopped();
  const refused = expect(starting).rejects.toThrow(/was not ready within 5 minutes: .* Start it again when/);
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  await refused;
});

test("the start of a child that ends before it is ready fails at once", async () => {
  const dying: Launch = (awaited) => {
    const launched = launch(awaited);
    launched.process.kill("SIGKILL");
    return launched;
  };
  const { signal } = new AbortController();
  await expect(startChild({ launch: dying, awaited: true, signal })).rejects.toThrow(
    "ended before it was ready",
  );
  expect(vi.getTimerCount()).toBe(0);
});

test.runIf(process.platform === "linux")(
  "whether it was waited for or not, a process lets all others go first before a policy comes",
  async () => {
    for (const awaited of [true, false]) {
      const signals = new AbortController();
      onTestFinished(() => signals.abort());
      const { pid } = await startChild({ launch, awaited, signal: signals.signal });
      expect(new Set(nicenessOfThreads(pid))).toEqual(new Set([19]));
    }
  },
);

test("aborting the start of a sandbox ends its processes", async () => {
  const signals = new AbortController();
  const refused = expect(startSandbox({ signal: signals.signal })).rejects.toThrow(
    "ended before it was ready",
  );
  signals.abort();
  await refused;
});

/** Field 19 of each thread's stat, see proc(5); the second field, the name, may hold blanks. */
function nicenessOfThreads(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).map((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
  });
}
