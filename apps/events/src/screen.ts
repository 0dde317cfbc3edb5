import type { Environment } from "@stagepass/runtime";
import { hasColours } from "@stagepass/runtime/terminal";

/** Writes events to one stream, and messages for the person to the other. */
export interface Screen {
  readonly colours: boolean;
  /** Resolves when the line was written. Rejects when nobody reads any more. */
  write(line: string): Promise<void>;
  say(line: string): void;
}

interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/**
 * Opens the terminal, or the streams that replace it. `onGone` is called when the reader has closed its end, as `head`
 * does.
 */
export function openScreen({ stdout, stderr }: Streams, env: Environment, onGone: () => void): Screen {
  // Without a listener, a reader that has closed its end would cause an uncaught error.
  stdout.on("error", onGone);
  return {
    colours: hasColours(stdout, env),
    write: (line) =>
      new Promise((resolve, reject) => {
        stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
      }),
    say: (line) => void stderr.write(`${line}\n`),
  };
}
