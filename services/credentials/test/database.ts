import { onTestFinished } from "vitest";
import { type DatabasePool, openDatabase } from "../../../packages/runtime/src/database.ts";
import { migrate } from "../../../packages/runtime/src/migrate.ts";
import { createSchema } from "../../../test/support/schema.ts";

/** A fresh database with this service's tables in it, closed when the running test is finished. */
export async function openMigratedDatabase(): Promise<DatabasePool> {
  const url = await createSchema("credentials");
  await migrate("credentials", url, new URL("../migrations/", import.meta.url));
  const database = openDatabase("credentials", url);
  onTestFinished(() => database.close());
  return database;
}
