import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCacheDirectory } from "../../../apps/local/src/parts/common/cache-directory.ts";
import { findNatsServer } from "../../../apps/local/src/parts/nats/find-nats-server.ts";
import { startNatsServer } from "../../../apps/local/src/parts/nats/nats-server.ts";
import { type TestBusUser, testBusConfig } from "./bus-config.ts";

/** A NATS server for one test, with Stagepass's users and permissions. */
export interface PrivateBus {
  /** Returns the URL for one of its users. */
  urlFor(user: TestBusUser): string;
  /** Stops the server and starts it again at the same address; `meanwhile` runs while it is away. */
  restart(meanwhile?: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a NATS server with the users of the contracts. A user's name is its password. */
export async function startPrivateBus(options?: Parameters<typeof testBusConfig>[0]): Promise<PrivateBus> {
  const dataDir = await mkdtemp(join(await realpath(tmpdir()), "stagepass-bus-"));
  const { env } = process;
  const onProgress = () => {};
  const cacheDir = await openCacheDirectory(env, dataDir);
  const binary = await findNatsServer({ env, cacheDir, onProgress, allowDownloadFromRelease: false });
  const start = () => startNatsServer({ binary, dataDir, config: testBusConfig(options), onProgress });
  let server = await start();
  return {
    urlFor: (user) => `nats://${user}:${user}@${server.url}`,
    restart: async (meanwhile) => {
      await server.stop();
      await meanwhile?.();
      server = await start();
    },
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
