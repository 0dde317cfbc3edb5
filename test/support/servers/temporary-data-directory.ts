import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { removeParts } from "../../../apps/local/src/parts/remove-parts.ts";

/**
 * Creates a data directory for the running test. After the test, servers that still run there are stopped, and the
 * directory is removed.
 */
export async function createTemporaryDataDirectory(): Promise<string> {
  const dataDir = await mkdtemp(join(await realpath(tmpdir()), "stagepass-test-"));
  onTestFinished(async () => {
    await removeParts(dataDir);
    await rm(dataDir, { recursive: true });
  });
  return dataDir;
}
