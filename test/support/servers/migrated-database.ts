import type { ServiceId } from "@stagepass/contracts";
import { onTestFinished } from "vitest";
import { type DatabasePool, openDatabase } from "../../../packages/runtime/src/database/database.ts";
import { migrate } from "../../../packages/runtime/src/database/migrate.ts";
import { createSchema } from "./schema.ts";
import { cloneDatabase } from "./servers.ts";

const templates = new Map<ServiceId, Promise<string>>();

/**
 * Creates a database with a service's tables, and returns its URL. A process runs the migrations of a service once, and
 * copies the result.
 */
export async function createMigratedDatabase(service: ServiceId): Promise<string> {
  const template = templates.get(service) ?? migrateNew(service);
  templates.set(service, template);
  return await cloneDatabase(await template);
}

async function migrateNew(service: ServiceId): Promise<string> {
  const url = await createSchema(service);
  await migrate(service, url, new URL(`../../../services/${service}/migrations/`, import.meta.url));
  return url;
}

/** Opens a new database with a service's tables, which is closed when the running test has ended. */
export async function openMigratedDatabase(service: ServiceId): Promise<DatabasePool> {
  const database = openDatabase(service, await createMigratedDatabase(service));
  onTestFinished(() => database.close());
  return database;
}
