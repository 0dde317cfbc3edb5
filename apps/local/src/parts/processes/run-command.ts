import { spawn } from "node:child_process";

/** The user and group that a program runs as. Only root can choose others than its own. */
export interface RunAs {
  uid: number;
  gid: number;
}

/** How to run a program. Its environment is exactly `env`, and nothing is inherited. */
export interface CommandOptions {
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  timeoutMs: number;
  runAs?: RunAs | undefined;
}

/** Says that a program could not be started, took too long or failed. The message contains the program's output. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/**
 * Runs a program to its end and returns its standard output, or throws a `CommandError`. The program gets a process
 * group of its own, so that Ctrl-C in the terminal does not reach it. At the time limit the whole group is killed.
 */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      ...options.runAs,
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));

    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child.pid);
    }, options.timeoutMs);

    child.once("error", (cause) => {
      clearTimeout(timer);
      reject(new CommandError(`${program} cannot be run: ${cause.message}`, { cause }));
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      const output = Buffer.concat(stdout).toString();
      if (code === 0) return resolve(output);
      const end = timedOut
        ? `took longer than ${options.timeoutMs} ms`
        : `ended with ${signal ?? `code ${code}`}`;
      reject(
        new CommandError(`${program} ${end}: ${`${Buffer.concat(stderr)}${output}`.trim().slice(-2_000)}`),
      );
    });
  });
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // The group has ended in the meantime.
  }
}
