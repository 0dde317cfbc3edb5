import { realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { ifPresent } from "./common/if-present.ts";
import { stopNatsServer } from "./nats/nats-server.ts";
import { stopCluster } from "./postgres/postgres-cluster.ts";
import { ownDirectory } from "./postgres/postgres-home.ts";
import { idFile, removeAbandonedHomes } from "./postgres/postgres-root-home.ts";

/**
 * Stops the servers that run in a data directory and deletes their data. Everything else in the directory stays. The
 * caller must have claimed it: see `claimDataDirectory`.
 */
export async function removeParts(dataDir: string): Promise<void> {
  const resolved = await ifPresent(realpath(dataDir));
  if (resolved === undefined) return;
  await stopNatsServer(resolved);
  await rm(join(resolved, "nats"), { recursive: true, force: true });
  await stopCluster(ownDirectory(resolved));
  await rm(ownDirectory(resolved), { recursive: true, force: true });
  await rm(idFile(resolved), { force: true });
  await removeAbandonedHomes();
}
