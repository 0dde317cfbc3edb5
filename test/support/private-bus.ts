import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NatsUser, natsUsers } from "@stagepass/contracts";
import { natsServerConfig } from "@stagepass/runtime";
import { openCacheDirectory } from "../../apps/local/src/parts/cache-directory.ts";
import { findNatsServer } from "../../apps/local/src/parts/find-nats-server.ts";
import { startNatsServer } from "../../apps/local/src/parts/nats-server.ts";

/** A NATS server of a test's own, with the users and permissions that Stagepass demands. */
export interface PrivateBus {
  /** The URL for one of its users. */
  urlFor(user: NatsUser): string;
  stop(): Promise<void>;
}

/** Starts a NATS server with the users of the contracts; a user's name is its password. */
export async function startPrivateBus(): Promise<PrivateBus> {
  const dataDir = await mkdtemp(join(await realpath(tmpdir()), "stagepass-bus-"));
  const { env } = process;
  const onProgress = () => {};
  const cacheDir = await openCacheDirectory(env, dataDir);
  const binary = await findNatsServer({ env, cacheDir, onProgress, allowDownloadFromRelease: false });
  // Object.fromEntries forgets the literal keys.
  const passwords = Object.fromEntries(natsUsers.map((user) => [user, user])) as Record<NatsUser, string>;
  const server = await startNatsServer({ binary, dataDir, config: natsServerConfig(passwords), onProgress });
  return {
    urlFor: (user) => `nats://${user}:${user}@${server.url}`,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
