import * as contracts from "@stagepass/contracts";
import { type BoundRoute, handle } from "@stagepass/runtime";
import { getMigration } from "../domain/migrating/get-migration.ts";
import { migrateToProviders } from "../domain/migrating/migrate-to-providers.ts";
import { undoMigration } from "../domain/migrating/undo-migration.ts";
import type { Ports } from "../ports.ts";

/** Returns the routes of the migration from profiles to providers. */
export function providerMigrationRoutes(ports: Ports): BoundRoute[] {
  return [
    handle(contracts.migrateToProviders, ({ params: { org }, principal: { keyId: by }, body }) =>
      migrateToProviders(ports, { org, by }, body),
    ),
    handle(contracts.getProviderMigration, ({ params: { org }, query }) =>
      getMigration(ports, org, query.app),
    ),
    handle(contracts.undoProviderMigration, ({ params: { org }, principal: { keyId: by }, body }) =>
      undoMigration(ports, { org, by }, body.app),
    ),
  ];
}
