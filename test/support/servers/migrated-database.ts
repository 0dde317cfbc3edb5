import type { ServiceId } from "@stagepass/contracts";
import { onTestFinished } from "vitest";
import { type DatabasePool, openDatabase } from "../../../packages/runtime/src/database/database.ts";
import { migrate } from "../../../packages/runtime/src/database/migrate.ts";
import { createSchema } from "./schema.ts";

/** Opens a new database with a service's tables, which is closed when the running test has ended. */
export async function openMigratedDatabase(service: ServiceId): Promise<DatabasePool> {
  const url = await createSchema(service);
  await migrate(service, url, new URL(`../../../services/${service}/migrations/`, import.meta.url));
  const database = openDatabase(service, url);
  onTestFinished(() => database.close());
  return database;
}
