import { readFile } from "node:fs/promises";
import { PATIENCE_MS } from "../common/patience.ts";
import { CommandError, runCommand } from "./run-command.ts";

/**
 * Returns the command line of a process with its arguments joined by spaces, or undefined when no such process runs or
 * it is a zombie. On Linux it is read from /proc, since containers often have no `ps`.
 */
export async function findCommandLine(pid: number): Promise<string | undefined> {
  if (process.platform !== "linux") return askPs(pid, "command=");
  const raw = await readProc(pid, "cmdline");
  return raw?.split("\0").join(" ").trim() || undefined;
}

/**
 * Returns when a process started, as an opaque text, or undefined when no such process runs. Pids are reused, and only
 * together with the pid does this text identify one process.
 */
export async function findStartTime(pid: number): Promise<string | undefined> {
  if (process.platform !== "linux") return askPs(pid, "lstart=");
  const stat = await readProc(pid, "stat");
  return stat === undefined ? undefined : startTimeField(stat);
}

/** Returns field 22 of /proc/pid/stat, see proc(5). The second field, the name, may contain spaces and brackets. */
export function startTimeField(stat: string): string | undefined {
  const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return state === "Z" ? undefined : rest[18];
}

async function readProc(pid: number, file: "cmdline" | "stat"): Promise<string | undefined> {
  // Whatever goes wrong here (ENOENT, ESRCH, hidepid's EPERM), it means that no process of ours can be seen.
  return await readFile(`/proc/${pid}/${file}`, "utf8").catch(() => undefined);
}

async function askPs(pid: number, column: string): Promise<string | undefined> {
  try {
    const options = { cwd: "/", env: { LC_ALL: "C", PATH: "/usr/bin:/bin" }, timeoutMs: PATIENCE_MS };
    return (await runCommand("ps", ["-ww", "-o", column, "-p", String(pid)], options)).trim() || undefined;
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
