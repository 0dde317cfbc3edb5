import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import type { YamlReading } from "../domain/template/yaml/yaml-reader.ts";
import { yamlToJson } from "../domain/template/yaml/yaml-to-json.ts";
import { startYamlThreads, type YamlThreads, type YamlThreadsOptions } from "./start-yaml-threads.ts";

const fixture = (name: string) => fileURLToPath(new URL(`../../test/threads/${name}`, import.meta.url));

/** A template of half of the largest size, which takes some 400 ms of a processor. */
const large = `Resources:\n${Array.from({ length: 4_500 }, (_, index) => {
  const name = `!Sub '\${AWS::StackName}-queue-of-orders-${index}'`;
  return `  Queue${index}: { Type: AWS::SQS::Queue, Properties: { QueueName: ${name} } }\n`;
}).join("")}`;
const small = "Resources: { Queue: { Type: AWS::SQS::Queue } }";

let yaml: YamlThreads | undefined;
afterEach(async () => {
  await yaml?.close();
  yaml = undefined;
});

/** Starts threads for which a busy machine is waited for, and answers how to have a text read. */
async function start(options?: YamlThreadsOptions): Promise<(text: string) => Promise<YamlReading>> {
  const started = await startYamlThreads({ totalMs: 240_000, ...options });
  yaml = started;
  return (text) => started.read(text, "acmecorp");
}

test("a thread reads a document as it is read in place", async () => {
  const read = await start();
  for (const text of [small, "a: !GetAtt B.C", "a: [", "", large]) {
    expect(await read(text)).toEqual(yamlToJson(text));
  }
});

test("the event loop goes on while a thread reads a large document", async () => {
  const read = await start({ threads: 1, runMs: 60_000 });
  let ticks = 0;
  const clock = setInterval(() => ticks++, 5);
  const reading = await read(large).finally(() => clearInterval(clock));
  expect(Object.keys(reading)).toEqual(["json"]);
  expect(ticks).toBeGreaterThan(10);
});

test("a document that takes too long to read is refused with what to do, and the next one is read", async () => {
  const read = await start({ threads: 1, runMs: 100 });
  expect(await read(large)).toEqual({
    refused: "takes longer than 100 ms to read as YAML; send it as JSON, or split it",
  });
  expect(await read(small)).toEqual(yamlToJson(small));
});

test("a document that takes too much memory to read is refused with what to do, and the next one is read", async () => {
  const read = await start({ threads: 1, runMs: 60_000, memoryMb: 32 });
  expect(await read(large)).toEqual({
    refused: "takes more than 32 MB of memory to read as YAML; send it as JSON, or split it",
  });
  expect(await read(small)).toEqual(yamlToJson(small));
});

test.each(["exit", "throw"])(
  "a thread whose program does %s is replaced, which only its document feels",
  async (how) => {
    const read = await start({ threads: 1, entry: fixture("ending.js") });
    const outcomes = await Promise.allSettled([read(how), read("the next")]);
    expect(outcomes).toEqual([
      { status: "rejected", reason: new Error("The threads that read YAML ended twice with a document.") },
      { status: "fulfilled", value: { json: '"the next"' } },
    ]);
  },
);

test("closing the threads refuses documents that wait or are being read", async () => {
  const started = await startYamlThreads({ threads: 1 });
  const settled = Promise.allSettled([large, large, small].map((text) => started.read(text, "acmecorp")));
  await started.close();
  for (const outcome of await settled) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
  }
  await expect(started.read(small, "acmecorp")).rejects.toMatchObject({ code: "unavailable" });
});

test("a process has nothing left to do once its threads are closed", async () => {
  const parent = fork(fixture("parent.js"), { stdio: "ignore", execArgv: [], env: {} });
  expect(await once(parent, "exit")).toEqual([0, null]);
});

test("aborting a start ends its threads", async () => {
  await expect(startYamlThreads({ signal: AbortSignal.abort() })).rejects.toThrow();
  const giveUp = new AbortController();
  const starting = startYamlThreads({ signal: giveUp.signal });
  giveUp.abort();
  await expect(starting).rejects.toThrow("ended before it was ready");
});

test("a start without a build fails, and says how to build", async () => {
  await expect(startYamlThreads({ entry: "/nowhere/main.js" })).rejects.toThrow("does not exist: build with");
});
