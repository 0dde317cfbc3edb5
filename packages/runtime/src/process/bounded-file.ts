import { renameSync, statSync } from "node:fs";
import { pino } from "pino";

const megabyte = 1024 * 1024;

/**
 * A file that is written in the background and never becomes much larger than `maxBytes`: then it gets the ending `.1`, in
 * place of the one before it, and a new file begins. Lines stay whole.
 *
 * The library `pino-roll` counts its files up and keeps no name that people can follow.
 */
export function boundedFile(file: string, maxBytes = 50 * megabyte) {
  let size = sizeOf(file);
  if (size >= maxBytes) {
    setAside(file);
    size = 0;
  }
  const destination = pino.destination({ dest: file, mkdir: true, mode: 0o600 });
  return {
    write(text: string): void {
      if (size >= maxBytes) {
        size = 0;
        setAside(file);
        // What is not written yet goes into either file.
        destination.reopen();
      }
      size += Buffer.byteLength(text);
      destination.write(text);
    },
    flushSync: () => destination.flushSync(),
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function setAside(file: string): void {
  try {
    renameSync(file, `${file}.1`);
  } catch {
    // Nobody is served better without a log: it goes on in the same file, until it has as much again.
  }
}
