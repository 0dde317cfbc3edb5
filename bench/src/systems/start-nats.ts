import { openCacheDirectory } from "@stagepass/local/parts/common/cache-directory";
import { findNatsServer } from "@stagepass/local/parts/nats/find-nats-server";
import { type NatsServer, startNatsServer } from "@stagepass/local/parts/nats/nats-server";
import type { Ends } from "../ends.ts";

/** Starts a NATS server of the same kind as the local stack's. */
export async function startNats(ends: Ends, dataDir: string, config: string): Promise<NatsServer> {
  const onProgress = () => {};
  const { env } = process;
  const cacheDir = await openCacheDirectory(env, dataDir);
  const binary = await findNatsServer({ env, cacheDir, onProgress, allowDownloadFromRelease: true });
  const server = await startNatsServer({ binary, dataDir, config, onProgress });
  ends.add(server.stop);
  return server;
}
