import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeParts } from "@stagepass/local/parts/remove-parts";
import type { Ends } from "../ends.ts";

/** A data directory in the temporary folder, which is removed with its servers at the end. */
export async function openDataDir(ends: Ends): Promise<string> {
  const dataDir = await mkdtemp(join(await realpath(tmpdir()), "stagepass-bench-"));
  ends.add(async () => {
    await removeParts(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  });
  return dataDir;
}
