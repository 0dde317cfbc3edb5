import { Problem, type ProviderMigration } from "@stagepass/contracts";
import { viewMigration } from "./describe-migration.ts";
import type { StoredMigration } from "./migration-ports.ts";

/** What reading a migration needs from outside. */
export interface FindMigrationPorts {
  findLastMigration(org: string, app: string | undefined): Promise<StoredMigration | undefined>;
}

/** Returns the last migration of an organization, or of one app on its own. Throws `not-found`. */
export async function getMigration(
  ports: FindMigrationPorts,
  org: string,
  app: string | undefined,
): Promise<ProviderMigration> {
  const last = await ports.findLastMigration(org, app);
  if (last !== undefined) return viewMigration(org, last);
  const whose = app === undefined ? `app of ${org}` : `app ${app} on its own`;
  throw new Problem("not-found", `No ${whose} was migrated to providers yet.`);
}
