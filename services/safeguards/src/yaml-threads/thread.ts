import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { YamlReading } from "../domain/template/yaml/yaml-reader.ts";
import { cpuTimeOf } from "../pool/cpu-time.ts";
import { type RunLimit, startRunTimer } from "../pool/run-timer.ts";
import type { PoolWorker } from "../pool/worker.ts";
import { limits } from "./limits.ts";
import type { Message } from "./messages.ts";

/** The outcome of reading a text. After any outcome but `read` the thread ends. */
export type Outcome =
  | { readonly kind: "read"; readonly reading: YamlReading }
  /** It took too long. */
  | { readonly kind: "late" }
  | { readonly kind: "out-of-memory" }
  /** The thread ended by itself, which is a fault of Stagepass. */
  | { readonly kind: "ended"; readonly cause?: unknown };

/** A thread that reads one text after the other. */
export type Thread = PoolWorker<string, Outcome>;

/** How a thread is started. */
export interface ThreadStart {
  /** The program of the thread. */
  readonly entry: string;
  readonly runMs: number;
  readonly memoryMb: number;
  /** Ends it at any time. */
  readonly signal: AbortSignal;
}

/**
 * The program of a thread. It is always the built one, also when this file is read from its source: Node 20 runs no
 * TypeScript.
 */
export const builtEntry = fileURLToPath(new URL("../../dist/yaml-threads/main.js", import.meta.url));

/** Starts a thread, and answers it when it is warm. Rejects when it ends instead, or takes minutes. */
export async function startThread({ entry, runMs, memoryMb, signal }: ThreadStart): Promise<Thread> {
  if (!existsSync(entry))
    throw new Error(`${entry} does not exist: build with npx tsc -b services/safeguards`);
  signal.throwIfAborted();
  const worker = new Worker(entry, {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: limits.youngMemoryMb },
  });
  const { next, ended, hasEnded } = listenTo(worker);
  let isEnding = false;
  const end = () => {
    isEnding = true;
    void worker.terminate();
  };
  signal.addEventListener("abort", end);
  void ended.then(() => signal.removeEventListener("abort", end));

  const timer = setTimeout(end, limits.startMs);
  const first = await next();
  clearTimeout(timer);
  if (first.kind !== "ready") {
    end();
    await ended;
    throw new Error("A thread that reads YAML ended before it was ready.", { cause: first });
  }
  const { stat } = first;
  const limit = { allowedMs: runMs, spentMs: () => (stat === undefined ? undefined : cpuTimeOf(stat)) };

  let runs = 0;
  const run = async (text: string): Promise<Outcome> => {
    runs++;
    const answer = next();
    worker.postMessage(text);
    const outcome = await withinTime(answer, limit);
    if (outcome.kind === "read") return outcome;
    end();
    return outcome.kind === "ready" ? { kind: "ended", cause: outcome } : outcome;
  };
  return {
    ended,
    run,
    end,
    get runs() {
      return runs;
    },
    get isUsable() {
      return !isEnding && !hasEnded();
    },
  };
}

/** What a thread tells: a message, or how it ended. */
type Heard = Message | Exclude<Outcome, { kind: "read" | "late" }>;

function listenTo(worker: Worker) {
  let tell: (heard: Heard) => void = () => {};
  let over: Heard | undefined;
  const endWith = (how: Heard) => {
    over ??= how;
    tell(over);
  };
  worker.on("message", (message: Message) => tell(message));
  worker.on("error", (cause) =>
    endWith(isOutOfMemory(cause) ? { kind: "out-of-memory" } : { kind: "ended", cause }),
  );
  const ended = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      endWith({ kind: "ended" });
      resolve();
    });
  });
  return {
    ended,
    hasEnded: () => over !== undefined,
    next: () =>
      new Promise<Heard>((resolve) => {
        tell = resolve;
        if (over !== undefined) resolve(over);
      }),
  };
}

/** What the thread tells, or `late` when it takes longer than its limit. */
function withinTime(heard: Promise<Heard>, limit: RunLimit): Promise<Heard | { readonly kind: "late" }> {
  return new Promise((resolve) => {
    const isLate = () => resolve({ kind: "late" });
    const timer = startRunTimer(limit, isLate);
    const hung = setTimeout(isLate, limits.hungMs);
    void heard.then((answer) => {
      timer.stop();
      clearTimeout(hung);
      resolve(answer);
    });
  });
}

function isOutOfMemory(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY";
}
