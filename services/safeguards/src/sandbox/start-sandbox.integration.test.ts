import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { eventually } from "../../../../test/support/eventually.ts";
import { sandboxDocument as document } from "../../test/sandbox-document.ts";
import { untilAvailable } from "../../test/until-available.ts";
import type { CustomPolicy } from "../domain/policies/definition/sandbox.ts";
import { type RunningSandbox, type SandboxOptions, startSandbox } from "./start-sandbox.ts";

const fixture = (name: string) => fileURLToPath(new URL(`../../test/children/${name}`, import.meta.url));
const script = (source: string): CustomPolicy => ({ engine: "javascript", source });
const stage = script("module.exports = (p, { provider }) => p.fail(provider.getStage())");
const endless = script("for (;;);");
/** No engine can interrupt it: text that grows tenfold with each step. */
const uninterruptible: CustomPolicy = {
  engine: "expression",
  source: `"a"${'.replace("a", "aaaaaaaaaa")'.repeat(12)} == ""`,
};

let sandbox: RunningSandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

async function start(options?: SandboxOptions): Promise<RunningSandbox> {
  sandbox = await startSandbox(options);
  return sandbox;
}

async function messagesOf(running: RunningSandbox, policy: CustomPolicy): Promise<string[]> {
  const violations = await untilAvailable(() => running.evaluate(policy, document));
  return violations.map(({ message }) => message);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const gone = (pids: readonly number[]) =>
  eventually(async () => pids.every((pid) => !isAlive(pid)) || undefined, `the end of ${pids.join()}`);
const untilProcesses = (running: RunningSandbox, count: number) =>
  eventually(async () => (running.pids().length === count ? true : undefined), `${count} processes`);

test("the sandbox evaluates and compiles policies in both languages", async () => {
  const running = await start();
  expect(await messagesOf(running, stage)).toEqual(["prod"]);
  expect(await messagesOf(running, { engine: "expression", source: "resources.size() == 3" })).toEqual([]);
  expect(await running.compile({ engine: "expression", source: "resource.size() > 0" })).toEqual({
    line: 1,
    column: 1,
    message: "there is no variable resource. Did you mean resources?",
  });
  expect(await running.compile(script("return 1 +"))).toMatchObject({ line: 1 });
  expect(await running.compile(script("throw 1"))).toBeUndefined();
});

test("a document of five megabytes reaches a policy unchanged", { timeout: 60_000 }, async () => {
  const running = await start({ processes: 1 });
  const body = { Type: "AWS::SQS::Queue", Properties: { Text: "ü\n\u2028".repeat(100) } };
  const resources = Array.from({ length: 9_000 }, (_, index) => ({
    logicalId: `Q${index}`,
    type: body.Type,
    body,
  }));
  const source = `resources.size() == 9000 && resources[8999].body.Properties.Text.size() == 300`;
  const evaluated = await untilAvailable(() =>
    running.evaluate({ engine: "expression", source }, { ...document, resources }),
  );
  expect(evaluated).toEqual([]);
});

test("a policy does not see an input that its source does not name", async () => {
  const running = await start({ processes: 1 });
  expect(await messagesOf(running, script('globalThis["comp" + "iled"] === undefined'))).toEqual([]);
  expect(await messagesOf(running, script("compiled !== undefined"))).toEqual([]);
});

test("a policy that no engine can interrupt is killed with its process, and another process is started", async () => {
  const running = await start({ processes: 1 });
  const before = running.pids();
  expect(await messagesOf(running, uninterruptible)).toEqual([
    "The policy ran longer than 250 ms and was stopped.",
  ]);
  await gone(before);
  expect(await messagesOf(running, stage)).toEqual(["prod"]);
  expect(running.pids()).not.toEqual(before);
});

test("a process killed from outside fails the policy in it, and no other policy", async () => {
  const running = await start();
  const killed = running.pids();
  const evaluated = Promise.allSettled([
    running.evaluate(endless, document),
    running.evaluate(endless, document),
  ]);
  for (const pid of killed) process.kill(pid, "SIGKILL");
  expect(await messagesOf(running, stage)).toEqual(["prod"]);
  for (const outcome of await evaluated) {
    expect(outcome.status === "rejected" || outcome.value.length > 0).toBe(true);
  }
  await gone(killed);
  await untilProcesses(running, 2);
});

test("a process killed while it has nothing to do is replaced", async () => {
  const running = await start({ processes: 1 });
  const [pid = 0] = running.pids();
  process.kill(pid, "SIGKILL");
  await gone([pid]);
  expect(await messagesOf(running, stage)).toEqual(["prod"]);
});

for (const lie of [
  "answer before the start",
  "no JSON",
  "another form",
  "more than asked",
  "a second start",
  "an endless frame",
  "messages without end",
  "an answer to another question",
]) {
  test(`a process that was taken over gets no policy passed: it says ${lie}`, async () => {
    const running = await start({ processes: 1, entry: fixture("garbage.js") });
    const before = running.pids();
    expect(await messagesOf(running, script(lie))).toEqual([
      expect.stringMatching(/^The policy gave an answer that/),
    ]);
    await gone(before);
    expect(await messagesOf(running, script("what is asked"))).toEqual(["as asked"]);
  });
}

test("a process is replaced after its number of runs, and no run is lost", async () => {
  const running = await start({ processes: 1, runsPerProcess: 5 });
  const [first = 0] = running.pids();
  for (let run = 0; run < 12; run++) expect(await messagesOf(running, stage)).toEqual(["prod"]);
  await gone([first]);
  await untilProcesses(running, 1);
});

test("of many runs at the same time each gets its own answer", async () => {
  const running = await start();
  const stages = Array.from({ length: 40 }, (_, index) => `stage-${index}`);
  const answers = await Promise.all(
    stages.map((name) =>
      untilAvailable(() =>
        running.evaluate(stage, { ...document, target: { ...document.target, stage: name } }),
      ),
    ),
  );
  expect(answers.map(([violation]) => violation?.message)).toEqual(stages);
});

test("runs that find no place in the queue are refused as unavailable, and later ones succeed", async () => {
  const running = await start({ processes: 1 });
  const asked = Array.from({ length: 200 }, () => running.evaluate(endless, document));
  const outcomes = await Promise.allSettled(asked);
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refused.length).toBeGreaterThanOrEqual(200 - 128);
  for (const problem of refused) expect(problem).toMatchObject({ code: "unavailable" });
  expect(await messagesOf(running, stage)).toEqual(["prod"]);
});

test("closing the sandbox refuses runs that wait or are under way, and leaves no process", async () => {
  const running = await start();
  const pids = running.pids();
  const asked = Array.from({ length: 6 }, () => running.evaluate(endless, document));
  const settled = Promise.allSettled(asked);
  await running.close();
  expect(pids.filter(isAlive)).toEqual([]);
  for (const outcome of await settled) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
  }
  await expect(running.evaluate(stage, document)).rejects.toMatchObject({ code: "unavailable" });
});

test("the sandbox's processes end when their parent is killed, also in the middle of an endless loop", async () => {
  const parent = fork(fixture("parent.js"), { stdio: "ignore", execArgv: [], env: {} });
  const [pids] = (await once(parent, "message")) as [number[]];
  expect(pids.every(isAlive)).toBe(true);
  parent.kill("SIGKILL");
  await gone(pids);
});

test.runIf(process.platform === "linux")(
  "a process has no environment and no file but its own code",
  async () => {
    const running = await start({ processes: 1 });
    const [pid] = running.pids();
    expect(readFileSync(`/proc/${pid}/environ`, "utf8")).toBe("TZ=UTC\0");
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    expect(command.some((flag) => /^--(experimental-)?permission$/.test(flag))).toBe(true);
    for (const flag of command.filter((each) => each.startsWith("--allow-"))) {
      expect(flag).toMatch(/^--allow-fs-read=.*\/(dist\/sandbox|node_modules\/.+)\/\*$/);
    }
  },
);

test("a start without a build fails, and says how to build", async () => {
  await expect(startSandbox({ entry: "/nowhere/main.js" })).rejects.toThrow("does not exist: build with");
});
