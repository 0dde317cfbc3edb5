import { mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCacheDirectory } from "../../../apps/local/src/parts/common/cache-directory.ts";
import { PartError } from "../../../apps/local/src/parts/common/part-error.ts";
import { findNatsServer } from "../../../apps/local/src/parts/nats/find-nats-server.ts";
import { startNatsServer } from "../../../apps/local/src/parts/nats/nats-server.ts";
import { startPostgres } from "../../../apps/local/src/parts/postgres/postgres.ts";
import {
  CLAIM_FILE,
  claimDataDirectory,
} from "../../../apps/local/src/parts/processes/data-directory-claim.ts";
import { removeParts } from "../../../apps/local/src/parts/remove-parts.ts";
import { NATS_LIMITS, type TestServers } from "./test-servers.ts";

const PREFIX = "stagepass-tests-";

/** Starts the servers that `npm start` uses, in a temporary data directory. */
export async function startLocalServers(
  env: Readonly<Record<string, string | undefined>>,
): Promise<TestServers> {
  await removeKilledRuns();
  const dataDir = await mkdtemp(join(await realpath(tmpdir()), PREFIX));
  const release = await claimDataDirectory(dataDir);
  const onProgress = (message: string) => void process.stdout.write(`${message} …\n`);
  const stop = async () => {
    await removeParts(dataDir);
    await release();
    await rm(dataDir, { recursive: true });
  };
  try {
    const cacheDir = await openCacheDirectory(env, dataDir);
    const binary = await findNatsServer({ env, cacheDir, onProgress, allowDownloadFromRelease: false });
    const [postgres, nats] = await Promise.all([
      startPostgres({ dataDir, superuserPassword: "test", onProgress }),
      startNatsServer({ binary, dataDir, config: NATS_LIMITS, onProgress }),
    ]);
    const description = `the local Postgres (port ${postgres.port}) and ${binary} (port ${nats.port})`;
    return { description, postgresUrl: postgres.url, natsUrl: nats.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Removes what killed runs left. A killed run has stopped nothing, and its claim has ended with it. */
async function removeKilledRuns(): Promise<void> {
  const parent = await realpath(tmpdir());
  for (const name of await readdir(parent)) {
    if (!name.startsWith(PREFIX)) continue;
    const dataDir = join(parent, name);
    // A directory without a claim is just being created, or belongs to another user.
    const files = await readdir(dataDir).catch((): string[] => []);
    if (files.includes(CLAIM_FILE)) await removeUnlessClaimed(dataDir);
  }
}

async function removeUnlessClaimed(dataDir: string): Promise<void> {
  try {
    await claimDataDirectory(dataDir);
  } catch (error) {
    if (error instanceof PartError) return;
    throw error;
  }
  await removeParts(dataDir);
  await rm(dataDir, { recursive: true, force: true });
}
