import { readFile, stat } from "node:fs/promises";

/** Remembers where a server's log ends now. Returns a function that reads what was added since. */
export async function followLog(path: string): Promise<() => Promise<string>> {
  const start = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  return async () => (await readFile(path).catch(() => Buffer.alloc(0))).subarray(start).toString().trim();
}
