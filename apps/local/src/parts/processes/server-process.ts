import { readFile } from "node:fs/promises";
import { errorCode } from "../common/error-code.ts";
import { ifPresent } from "../common/if-present.ts";
import { waitUntil } from "../common/wait-until.ts";
import { findCommandLine } from "./process-table.ts";

/** How a server of ours is told from any other process. Pids are reused, so the pid file alone proves nothing. */
export interface ServerTrace {
  /** The file whose first line is the pid. */
  pidFile: string;
  /** Consecutive words of its command line, which name a folder that only this server uses. */
  evidence: string;
}

/** A signal, and how long to wait for the server to end before the next signal. */
export interface StopStep {
  signal: NodeJS.Signals;
  waitMs: number;
}

/** Returns the pid of the server that left this trace, or undefined when it does not run. */
export async function findRunningServer(trace: ServerTrace): Promise<number | undefined> {
  const pid = await readPidFile(trace.pidFile);
  if (pid === undefined) return undefined;
  return isEvidence(await findCommandLine(pid), trace.evidence) ? pid : undefined;
}

/**
 * Stops the server that left this trace, if it runs, one step after the other until it is gone. Before each signal,
 * the process is identified again. Returns false when the server survived all steps.
 */
export async function stopServer(trace: ServerTrace, steps: readonly StopStep[]): Promise<boolean> {
  const pid = await findRunningServer(trace);
  if (pid === undefined) return true;
  for (const { signal, waitMs } of steps) {
    // From here on only the pid is used, since Postgres deletes its pid file a moment before it ends.
    const isGone = async () => (isEvidence(await findCommandLine(pid), trace.evidence) ? undefined : true);
    if ((await isGone()) || !sendSignal(pid, signal)) return true;
    if (await waitUntil(isGone, waitMs)) return true;
  }
  return false;
}

/** Reads the pid in the first line of a pid file. Returns undefined when there is no such file or no number in it. */
async function readPidFile(path: string): Promise<number | undefined> {
  const text = await ifPresent(readFile(path, "utf8"));
  return text === undefined ? undefined : parsePid(text);
}

/** Returns the pid with which a pid file's text begins. */
export function parsePid(text: string): number | undefined {
  const pid = Number(/^[1-9]\d{0,9}$/.exec(text.split("\n", 1)[0]?.trim() ?? "")?.[0]);
  return Number.isSafeInteger(pid) ? pid : undefined;
}

/** Whether a command line contains the evidence as whole words: `/data` must not match `/data2`. */
export function isEvidence(commandLine: string | undefined, evidence: string): boolean {
  return commandLine !== undefined && `${commandLine} `.includes(`${evidence} `);
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) === "ESRCH") return false;
    throw error;
  }
}
