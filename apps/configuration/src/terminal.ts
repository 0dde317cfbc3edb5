import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { hasColours, UsageError } from "@stagepass/runtime/terminal";

/** Reads the program's input, and writes its output. */
export interface Terminal {
  readonly colours: boolean;
  /** Reads the text of a file, or of standard input for `-`. Throws `UsageError`. */
  read(file: string): Promise<string>;
  /** Writes a file, or standard output for `-`. Throws `UsageError`. */
  save(file: string, text: string): Promise<void>;
  /** Writes the requested output. */
  write(text: string): void;
  /** Writes a message for the person beside the output. */
  say(text: string): void;
}

type Streams = Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">;
type Environment = Readonly<Record<string, string | undefined>>;

/** Opens the terminal, or the streams that replace it. Paths are relative to the folder in which npm was called. */
export function openTerminal({ stdin, stdout, stderr }: Streams, env: Environment, cwd: string): Terminal {
  // Without a listener, a reader that has closed its end (as `head` does) would cause an error.
  stdout.on("error", () => {});
  // npm runs scripts from the root of the repository.
  const folder = env["npm_lifecycle_event"] === "config" ? (env["INIT_CWD"] ?? cwd) : cwd;
  const write = (output: string) => void stdout.write(output);
  return {
    colours: hasColours(stdout, env),
    read: (file) => (file === "-" ? text(stdin) : named(file, () => readFile(resolve(folder, file), "utf8"))),
    save: async (file, output) =>
      file === "-" ? write(output) : named(file, () => writeFile(resolve(folder, file), output)),
    write,
    say: (message) => void stderr.write(message),
  };
}

async function named<T>(file: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(`${file} cannot be used: ${reasons[code] ?? code}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
};
