import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { OnProgress } from "../common/progress.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import type { PostgresHome } from "./postgres-cluster.ts";
import { openRootHome } from "./postgres-root-home.ts";

/**
 * Opens the home of a data directory's Postgres. It is below the data directory, with the binaries that npm installed.
 * Postgres does not run as root, so for root it is in a folder of the user `nobody`. `dataDir` is an existing,
 * resolved path.
 */
export async function openPostgresHome(dataDir: string, onProgress: OnProgress): Promise<PostgresHome> {
  const binaries = await findPostgresBinaries();
  if (process.getuid?.() === 0) return await openRootHome(dataDir, binaries, onProgress);
  const directory = ownDirectory(dataDir);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return { native: binaries.native, directory };
}

/** Returns the private folder of the Postgres of a user other than root. */
export function ownDirectory(dataDir: string): string {
  return join(dataDir, "postgres");
}
