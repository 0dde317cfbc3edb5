import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { Socket } from "node:net";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { readableFolders } from "./readable-folders.ts";

/** A child process that was just started, and the only connection to it. */
export interface Launched {
  readonly process: ChildProcess;
  readonly socket: Socket;
}

/** Starts a child process. It has the lowest priority on the machine, unless somebody waits for it. */
export type Launch = (awaited: boolean) => Launched;

/**
 * The program of a child. It is always the built one, also when this file is read from its source: Node 20 runs no
 * TypeScript.
 */
const builtEntry = fileURLToPath(new URL("../../dist/sandbox/child/main.js", import.meta.url));

/**
 * Answers how to start children that can do nothing but compute: they have no environment, read no files but their
 * own code, and start no processes or threads. (The permissions of Node 20 cannot forbid the network; the engines
 * have no function that reaches it.)
 */
export function launcherOf(entry: string = builtEntry): Launch {
  if (!existsSync(entry))
    throw new Error(`${entry} does not exist: build with npx tsc -b services/safeguards`);
  // Permissions are for real paths, and an installation may stand behind a link.
  const program = realpathSync(entry);
  const reads = readableFolders(program).map((folder) => `--allow-fs-read=${folder}/*`);
  const args = [permissionFlag, ...reads, ...memoryFlags, program];
  return (awaited) => launch(args, awaited);
}

/** Gives a process and all of its threads the lowest priority on the machine. */
export function standBack(pid: number): void {
  for (const thread of threadsOf(pid)) {
    try {
      setPriority(thread, niceness);
    } catch (error) {
      if (!hasEnded(error)) throw error;
    }
  }
}

function hasEnded(error: unknown): boolean {
  return error instanceof Error && /\bESRCH\b/.test(error.message);
}

/** Linux has a priority for each thread, which those inherit that it starts; elsewhere a process has one. */
function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [pid];
  }
}

function launch(args: readonly string[], awaited: boolean): Launched {
  const child = spawn(process.execPath, args, {
    // The clock's zone is part of what a policy can see, and must be the same everywhere.
    env: { TZ: "UTC" },
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const [, , , socket] = child.stdio;
  if (!(socket instanceof Socket)) throw new Error("the child has no connection");
  // Before it has threads, so that all of them inherit it.
  if (!awaited && child.pid !== undefined) standBack(child.pid);
  return { process: child, socket };
}

/** The lowest priority: whatever a policy does, it does not slow down anything else on the machine. */
const niceness = 19;

const permissionFlag = process.allowedNodeEnvironmentFlags.has("--permission")
  ? "--permission"
  : "--experimental-permission";

const memoryFlags = ["--max-old-space-size=256", "--disallow-code-generation-from-strings"];
