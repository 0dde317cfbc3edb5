import { readFile, rename, stat } from "node:fs/promises";

const largeBytes = 10 * 1024 * 1024;

/** Begins the log of a server that does not run anew once it is large. The one before stays, with the ending `.1`. */
export async function rotateLog(path: string): Promise<void> {
  const size = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  if (size > largeBytes) await rename(path, `${path}.1`);
}

/** Remembers where a server's log ends now. Returns a function that reads what was added since. */
export async function followLog(path: string): Promise<() => Promise<string>> {
  const start = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  return async () => (await readFile(path).catch(() => Buffer.alloc(0))).subarray(start).toString().trim();
}
