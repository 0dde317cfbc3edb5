import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { hasColours, UsageError } from "@stagepass/runtime/terminal";

/** Reads the program's input, and writes its output. */
export interface Terminal {
  readonly colours: boolean;
  /** The number of characters in a line. It is undefined when the output is not a terminal. */
  readonly columns: number | undefined;
  /** Reads the text of a file, or of standard input for `-`. Throws `UsageError`. */
  read(file: string): Promise<string>;
  /** Writes the requested output. */
  write(text: string): void;
  /** Writes a message for the person beside the output. */
  say(text: string): void;
}

type Streams = Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">;
type Environment = Readonly<Record<string, string | undefined>>;

/** Opens the terminal, or the streams that replace it. Paths are relative to the folder in which npm was called. */
export function openTerminal({ stdin, stdout, stderr }: Streams, env: Environment, cwd: string): Terminal {
  // Without a listener, a reader that has closed its end (as `head` does) would cause an error. The exit code still
  // counts.
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
