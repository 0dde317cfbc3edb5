// The program of a thread: it reads the texts that it is sent, one after the other.
import { readlinkSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { yamlToJson } from "../domain/template/yaml/yaml-to-json.ts";
import type { Message } from "./messages.ts";

// A text can break YAML's rules a hundred thousand times, and nobody reads the stack of each error.
Error.stackTraceLimit = 0;

parentPort?.on("message", (text: string) => tell({ kind: "read", reading: yamlToJson(text) }));
warmUp();
const stat = findStat();
tell({ kind: "ready", ...(stat !== undefined && { stat }) });

function tell(message: Message): void {
  parentPort?.postMessage(message);
}

/** Runs every part of the library, so that the first document does not wait for it. */
function warmUp(): void {
  const resource = "{ Type: AWS::SQS::Queue, Properties: { QueueName: !Sub '${A}-b' } }";
  const lines = Array.from({ length: 500 }, (_, index) => `  Q${index}: ${resource}\n`);
  yamlToJson(`Resources:\n${lines.join("")}`);
}

function findStat(): string | undefined {
  try {
    return `/proc/${readlinkSync("/proc/thread-self")}/stat`;
  } catch {
    return undefined; // Only Linux has it.
  }
}
