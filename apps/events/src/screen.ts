import type { Environment } from "@stagepass/runtime";
import { hasColours } from "@stagepass/runtime/terminal";

/** Where lines go: events to one stream, what a person should know beside them to the other. */
export interface Screen {
  readonly colours: boolean;
  /** Resolves when the line was taken; rejects when nobody reads any longer. */
  write(line: string): Promise<void>;
  say(line: string): void;
}

interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/**
 * The terminal, or what stands in its place. `onGone` is called when the reader has gone, as `head` does.
 */
export function openScreen({ stdout, stderr }: Streams, env: Environment, onGone: () => void): Screen {
  // Without a listener, a reader that has gone would be an error that escapes.
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
