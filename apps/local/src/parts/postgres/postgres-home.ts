import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { OnProgress } from "../common/progress.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import type { PostgresHome } from "./postgres-cluster.ts";
import { openRootHome } from "./postgres-root-home.ts";

/**
 * Where the Postgres of a data directory lives: below it, with the binaries that npm installed; or, for root, as whom
 * Postgres refuses to run, in a folder of the user `nobody`. `dataDir` is an existing, resolved path.
 */
export async function openPostgresHome(dataDir: string, onProgress: OnProgress): Promise<PostgresHome> {
  const binaries = await findPostgresBinaries();
  if (process.getuid?.() === 0) return await openRootHome(dataDir, binaries, onProgress);
  const directory = ownDirectory(dataDir);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return { native: binaries.native, directory };
}

/** The private folder of the Postgres of an ordinary user. */
export function ownDirectory(dataDir: string): string {
  return join(dataDir, "postgres");
}
