import type { DestinationStream } from "pino";

/** How long a line can wait for the lines that it is written with, in milliseconds. */
const gatherMs = 20;

/** Writes lines in the background, and what is left of them on demand. */
interface Destination extends DestinationStream {
  flushSync(): void;
}

/** Writes the lines of a moment with one call of the system, and what is left of them when the process exits. */
export function gatherLines(destination: Destination): DestinationStream {
  let lines: string[] = [];
  const write = () => {
    process.off("exit", writeAtExit);
    destination.write(lines.join(""));
    lines = [];
  };
  const writeAtExit = () => {
    write();
    destination.flushSync();
  };
  return {
    write(line) {
      if (lines.push(line) > 1) return;
      setTimeout(write, gatherMs).unref();
      process.on("exit", writeAtExit);
    },
  };
}
