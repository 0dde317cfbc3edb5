import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Ends } from "../ends.ts";

/** A program of the bench, running. */
export interface Program {
  readonly pid: number;
  /** The line of its output that said that it is ready. */
  readonly line: string;
  /** Ends it and waits until it has ended. */
  stop(): Promise<void>;
}

/**
 * Starts a Node program and waits for the line of its output that `isReady` recognises. Throws when it ends before. It
 * is stopped at the end, ready or not.
 */
export async function startProgram(
  ends: Ends,
  args: readonly string[],
  isReady: (line: string) => boolean,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Program> {
  const child = spawn(process.execPath, [...args], { env, stdio: ["ignore", "pipe", "inherit"] });
  ends.add(() => end(child));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (isReady(line) && child.pid !== undefined) {
      child.stdout.resume();
      return { pid: child.pid, line, stop: () => end(child) };
    }
    lines.push(line);
  }
  throw new Error(`${args.join(" ")} ended before it was ready. It said:\n${lines.slice(-20).join("\n")}`);
}

/** Asks a child to end, and waits until it has ended. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}
