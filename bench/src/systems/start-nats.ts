import { join } from "node:path";
import { openCacheDirectory } from "@stagepass/local/parts/common/cache-directory";
import { findNatsServer } from "@stagepass/local/parts/nats/find-nats-server";
import { startNatsServer } from "@stagepass/local/parts/nats/nats-server";

/** Starts a NATS server for the baseline, of the same kind as the local stack's. */
export async function startBus(dataDir: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const onProgress = () => {};
  const { env } = process;
  const cacheDir = await openCacheDirectory(env, dataDir);
  const binary = await findNatsServer({ env, cacheDir, onProgress, allowDownloadFromRelease: true });
  const server = await startNatsServer({
    binary,
    dataDir: join(dataDir, "baseline"),
    config: "",
    onProgress,
  });
  return { url: `nats://${server.url}`, stop: server.stop };
}
