import { readFile } from "node:fs/promises";
import { errorCode } from "../common/error-code.ts";
import { ifPresent } from "../common/if-present.ts";
import { waitUntil } from "../common/wait-until.ts";
import { findCommandLine } from "./process-table.ts";

/** What tells a server of ours from any other process: pids are reused, so the pid file alone proves nothing. */
export interface ServerTrace {
  /** Its first line holds the pid. */
  pidFile: string;
  /** Words in a row of its command line that name a folder which only this server uses. */
  evidence: string;
}

/** A signal, and how long to wait for the server to end before the next, harsher one. */
export interface StopStep {
  signal: NodeJS.Signals;
  waitMs: number;
}

/** The pid of the server that left this trace, or undefined when it does not run. */
export async function findRunningServer(trace: ServerTrace): Promise<number | undefined> {
  const pid = await readPidFile(trace.pidFile);
  if (pid === undefined) return undefined;
  return isEvidence(await findCommandLine(pid), trace.evidence) ? pid : undefined;
}

/**
 * Ends the server that left this trace, if it runs: one step after the other until it is gone. Who it is is checked
 * anew before each signal. False when it survived all of them.
 */
export async function stopServer(trace: ServerTrace, steps: readonly StopStep[]): Promise<boolean> {
  const pid = await findRunningServer(trace);
  if (pid === undefined) return true;
  for (const { signal, waitMs } of steps) {
    // By pid from here on: Postgres deletes its pid file a moment before it is gone.
    const isGone = async () => (isEvidence(await findCommandLine(pid), trace.evidence) ? undefined : true);
    if ((await isGone()) || !sendSignal(pid, signal)) return true;
    if (await waitUntil(isGone, waitMs)) return true;
  }
  return false;
}

/** The pid in the first line of a pid file, or undefined when there is no such file or no number in it. */
async function readPidFile(path: string): Promise<number | undefined> {
  const text = await ifPresent(readFile(path, "utf8"));
  return text === undefined ? undefined : parsePid(text);
}

/** The pid that a pid file's text begins with. */
export function parsePid(text: string): number | undefined {
  const pid = Number(/^[1-9]\d{0,9}$/.exec(text.split("\n", 1)[0]?.trim() ?? "")?.[0]);
  return Number.isSafeInteger(pid) ? pid : undefined;
}

/** Whether a command line holds the evidence as whole words: `/data` must not match `/data2`. */
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
