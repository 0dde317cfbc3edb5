import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Ends } from "../ends.ts";
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
  readonly pid: number;
  /** Stops the stack; its data stay until the end. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** How the stack's process is started. */
export interface StackSettings {
  readonly legacyPort?: number;
  readonly nodeOptions?: readonly string[];
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `npm start`'s stack on a free port. */
export async function startLocalStack(ends: Ends, settings: StackSettings = {}): Promise<LocalStack> {
  const { legacyPort = 0, nodeOptions = [], env = {} } = settings;
  const dataDir = await mkdtemp(join(tmpdir(), "stagepass-bench-"));
  ends.add(() => rm(dataDir, { recursive: true, force: true }));
  const program = fileURLToPath(new URL("../../../apps/local/start.js", import.meta.url));
  const options = ["--port", "0", "--legacy-port", String(legacyPort), "--data-dir", dataDir];
  const args = [...nodeOptions, program, ...options];
  const isReady = (line: string) => line.includes("is ready");
  const launch = async () => {
    const running: Program = await startProgram(ends, args, isReady, { ...process.env, ...env });
    const stack: Stack = JSON.parse(await readFile(join(dataDir, "local.json"), "utf8"));
    return { running, stack };
  };
  let { running, stack } = await launch();
  return {
    dataDir,
    get stack() {
      return stack;
    },
    get pid() {
      return running.pid;
    },
    start: async () => {
      ({ running, stack } = await launch());
    },
    stop: () => running.stop(),
  };
}
