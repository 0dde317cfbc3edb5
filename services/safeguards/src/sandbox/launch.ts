import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { Socket } from "node:net";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { readableFolders } from "./readable-folders.ts";

/** A process that was just started, and the one connection to it. */
export interface Launched {
  readonly process: ChildProcess;
  readonly socket: Socket;
}

/** What a child runs. Node 20 runs no TypeScript, so that it is the build even when this file is read from its source. */
const builtEntry = fileURLToPath(new URL("../../dist/sandbox/child/main.js", import.meta.url));

/**
 * How to start children that can do nothing but compute: no environment, no files beside their own code, no processes, no
 * threads, the lowest priority. (Node's permissions of version 20 cannot forbid the network; the engines give no way to it.)
 */
export function launcherOf(entry: string = builtEntry): () => Launched {
  if (!existsSync(entry))
    throw new Error(`${entry} does not exist: build with npx tsc -b services/safeguards`);
  // Permissions are for real paths, and an installation may stand behind a link.
  const program = realpathSync(entry);
  const reads = readableFolders(program).map((folder) => `--allow-fs-read=${folder}/*`);
  const args = [permissionFlag, ...reads, ...memoryFlags, program];
  return () => launch(args);
}

function launch(args: readonly string[]): Launched {
  const child = spawn(process.execPath, args, {
    // The clock's zone is part of what a policy can see, and must be the same everywhere.
    env: { TZ: "UTC" },
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const [, , , socket] = child.stdio;
  if (!(socket instanceof Socket)) throw new Error("the child has no connection");
  // Before it has threads, so that all of them inherit it.
  if (child.pid !== undefined) setPriority(child.pid, niceness);
  return { process: child, socket };
}

/** The last in the queue for processors: whatever a policy does, all else on the machine goes on as if it were not there. */
const niceness = 19;

const permissionFlag = process.allowedNodeEnvironmentFlags.has("--permission")
  ? "--permission"
  : "--experimental-permission";

const memoryFlags = ["--max-old-space-size=256", "--disallow-code-generation-from-strings"];
