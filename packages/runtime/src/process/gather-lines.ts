import type { DestinationStream } from "pino";

/** How long a line can wait for the lines that it is written with, in milliseconds. */
const gatherMs = 20;

/** The number that pino has for warnings; errors have higher ones. */
const warning = 40;

/** Writes text in the background, and at once on demand. */
interface Destination {
  write(text: string): unknown;
  flushSync(): void;
}

/** A destination that pino tells the level of each line before it writes it. */
interface Gathering extends DestinationStream {
  lastLevel: number;
}

/**
 * Writes the lines of a moment with one call to the operating system. A line that warns, or tells of an error, is written
 * without waiting, with those before it, and what is left is written when the process exits.
 */
export function gatherLines(destination: Destination): Gathering {
  let lines: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    process.off("exit", writeAtExit);
    destination.write(lines.join(""));
    lines = [];
  };
  const writeAtExit = () => {
    write();
    destination.flushSync();
  };
  const gathering = {
    [Symbol.for("pino.metadata")]: true,
    lastLevel: 0,
    write(line: string) {
      lines.push(line);
      if (gathering.lastLevel >= warning) {
        write();
      } else if (timer === undefined) {
        timer = setTimeout(write, gatherMs).unref();
        process.on("exit", writeAtExit);
      }
    },
  };
  return gathering;
}
