import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { hasColours } from "@stagepass/runtime/terminal";
import { UsageError } from "./usage-error.ts";

/** What the program reads, and where its lines go. */
export interface Terminal {
  readonly colours: boolean;
  /** How many characters a line has; undefined when no person reads. */
  readonly columns: number | undefined;
  /** The text of a file, or of standard input for `-`. Throws `UsageError`. */
  read(file: string): Promise<string>;
  /** What was asked for. */
  write(text: string): void;
  /** What a person should know beside that. */
  say(text: string): void;
}

type Streams = Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">;
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The terminal, or what stands in its place. Files are looked for from where npm was called.
 */
export function openTerminal({ stdin, stdout, stderr }: Streams, env: Environment, cwd: string): Terminal {
  // Without a listener, a reader that has gone (as `head` does) would be an error; the exit code still counts.
  stdout.on("error", () => {});
  // npm runs scripts from the root of the repository.
  const base = env["npm_lifecycle_event"] === "safeguards" ? (env["INIT_CWD"] ?? cwd) : cwd;
  return {
    colours: hasColours(stdout, env),
    columns: stdout.isTTY === true ? stdout.columns : undefined,
    read: (file) => (file === "-" ? text(stdin) : readText(resolve(base, file), file)),
    write: (text) => void stdout.write(text),
    say: (text) => void stderr.write(text),
  };
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(`${name} cannot be read: ${reasons[code] ?? code}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
};
