import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A program of the bench, running. */
export interface Program {
  readonly child: ChildProcess;
  /** Ends it and waits until it has ended. */
  stop(): Promise<void>;
}

/** Starts a Node program and waits for the line of its output that `ready` recognises. */
export async function startProgram(
  args: readonly string[],
  ready: (line: string) => boolean,
): Promise<Program & { readonly line: string }> {
  const child = spawn(process.execPath, [...args], { stdio: ["ignore", "pipe", "inherit"] });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  for await (const line of createInterface({ input: child.stdout })) {
    if (ready(line)) {
      child.stdout.resume();
      return { child, stop, line };
    }
  }
  throw new Error(`${args.join(" ")} ended before it was ready`);
}
