import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Program, startProgram } from "../processes/program.ts";

/** What a bench needs of `local.json`. */
export interface Stack {
  readonly url: string;
  /** Where existing clients are answered; null unless that was asked for. */
  readonly legacyUrl: string | null;
  readonly natsUrl: string;
  readonly postgresUrl: string;
  readonly org: string;
  readonly adminKey: string;
  readonly deployKey: string;
}

/** The local stack, in a data directory of its own. */
export interface LocalStack {
  readonly dataDir: string;
  readonly stack: Stack;
  /** Stops the stack; its data stay until `remove`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Starts `npm start`'s stack on a free port, with arguments of its own. */
export async function startLocalStack(options: readonly string[] = []): Promise<LocalStack> {
  const dataDir = await mkdtemp(join(tmpdir(), "stagepass-bench-"));
  const program = fileURLToPath(new URL("../../../apps/local/start.js", import.meta.url));
  const args = [program, "--port", "0", "--legacy-port", "0", "--data-dir", dataDir, ...options];
  let running: Program;
  let stack: Stack;
  const start = async () => {
    running = await startProgram(args, (line) => line.includes("is ready"));
    stack = JSON.parse(await readFile(join(dataDir, "local.json"), "utf8"));
  };
  await start();
  return {
    dataDir,
    get stack() {
      return stack;
    },
    start,
    stop: () => running.stop(),
    remove: async () => {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
