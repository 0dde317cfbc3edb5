import type { YamlReader } from "../domain/template/yaml/yaml-reader.ts";
import { startPool } from "../pool/pool.ts";
import { limits } from "./limits.ts";
import { builtEntry, type Outcome, startThread, type Thread } from "./thread.ts";

/** How much of the machine the reading of YAML gets. */
export interface YamlThreadsOptions {
  /** How many documents are read at the same time. */
  readonly threads?: number;
  /** How long the reading of a document may take on a processor. */
  readonly runMs?: number;
  readonly memoryMb?: number;
  /** From the call to the answer, including the time in the queue, by the clock. */
  readonly totalMs?: number;
  /** The program of the threads; their own when left out. */
  readonly entry?: string;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal;
}

/** Threads that read YAML. */
export interface YamlThreads extends YamlReader {
  /** Ends all threads. Documents that are being read or that wait are refused with `unavailable`. */
  close(): Promise<void>;
}

/**
 * Starts the threads in which YAML is read, and waits until they are warm. A document that takes too much time or memory
 * is refused, its thread is ended, and another takes its place.
 */
export async function startYamlThreads({
  threads = 2,
  runMs = limits.runMs,
  memoryMb = limits.memoryMb,
  totalMs = limits.totalMs,
  entry = builtEntry,
  signal,
}: YamlThreadsOptions = {}): Promise<YamlThreads> {
  const pool = await startPool<string, Outcome, Thread>({
    name: "The reading of YAML",
    size: threads,
    totalMs,
    runsPerWorker: Number.POSITIVE_INFINITY,
    start: (start) => startThread({ entry, runMs, memoryMb, signal: start.signal }),
    isLost: ({ kind }) => kind === "ended",
    signal,
  });
  return {
    close: pool.close,
    read: async (text, owner) => {
      const outcome = await pool.run(owner, text);
      switch (outcome.kind) {
        case "read":
          return outcome.reading;
        case "late":
          return { refused: `takes longer than ${runMs} ms to read as YAML; ${whatToDo}` };
        case "out-of-memory":
          return { refused: `takes more than ${memoryMb} MB of memory to read as YAML; ${whatToDo}` };
        case "ended":
          throw new Error("The threads that read YAML ended twice with a document.", {
            cause: outcome.cause,
          });
      }
    },
  };
}

const whatToDo = "send it as JSON, or split it";
