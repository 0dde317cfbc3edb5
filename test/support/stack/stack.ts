import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { removeParts } from "../../../apps/local/src/parts/remove-parts.ts";

export const root = fileURLToPath(new URL("../../../", import.meta.url));

export const LocalFile = z.strictObject({
  url: z.url(),
  legacyUrl: z.url().nullable(),
  natsUrl: z.string(),
  postgresUrl: z.string(),
  awsEndpoint: z.url(),
  org: z.string(),
  operatorKey: z.string(),
  adminKey: z.string(),
  deployKey: z.string(),
});
export type LocalFile = z.infer<typeof LocalFile>;

/** A local stack as `npm start` runs it. */
export interface Stack {
  readonly facts: LocalFile;
  readonly dataDir: string;
  readonly child: ChildProcess;
  /** The output so far. */
  readonly printed: string;
  /** Sends SIGTERM, and returns the exit code. */
  stop(): Promise<number | null>;
}

/** Creates a data directory in the temporary folder. The returned function stops its servers and removes it. */
export async function makeDataDir(): Promise<{ dataDir: string; remove(): Promise<void> }> {
  const dataDir = await mkdtemp(join(await realpath(tmpdir()), "stagepass-e2e-"));
  return {
    dataDir,
    remove: async () => {
      await removeParts(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Starts the local stack on a free port, without the port for existing clients, and waits until it is ready. */
export async function startStack(dataDir: string, args: readonly string[] = []): Promise<Stack> {
  const child = spawnStack(["--port", "0", "--legacy-port", "0", "--data-dir", dataDir, ...args]);
  let printed = "";
  for await (const line of createInterface({ input: child.stdout })) {
    printed += `${line}\n`;
    if (line.includes("Ctrl-C stops")) break;
  }
  child.stdout.resume();
  if (child.exitCode !== null || child.killed) throw new Error(`The stack did not start:\n${printed}`);
  const facts = LocalFile.parse(JSON.parse(await readFile(join(dataDir, "local.json"), "utf8")));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    return child.exitCode;
  };
  return { facts, dataDir, child, printed, stop };
}

/** Runs the launcher of `npm start` with some arguments. */
export function spawnStack(args: readonly string[]) {
  return spawn(process.execPath, [join(root, "apps/local/start.js"), ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
