import { expect, test } from "vitest";
import { openMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { roleArn } from "../../test/deployment.ts";
import { getExternalId } from "./external-ids.ts";

test("makes an external ID that AWS accepts and nobody can guess, and keeps it", async () => {
  const database = await openMigratedDatabase("credentials");
  const externalId = await getExternalId(database, "acmecorp", roleArn);
  expect(externalId).toMatch(/^stagepass-[\w-]{43}$/);
  expect(await getExternalId(database, "acmecorp", roleArn)).toBe(externalId);
});

test("makes one for each organization and role", async () => {
  const database = await openMigratedDatabase("credentials");
  const ids = [
    await getExternalId(database, "acmecorp", roleArn),
    await getExternalId(database, "othercorp", roleArn),
    await getExternalId(database, "acmecorp", `${roleArn}-2`),
  ];
  expect(new Set(ids).size).toBe(3);
});

test("answers the same one to all who ask for it at the same time", async () => {
  const database = await openMigratedDatabase("credentials");
  const ids = await Promise.all(
    Array.from({ length: 40 }, () => getExternalId(database, "acmecorp", roleArn)),
  );
  expect(new Set(ids).size).toBe(1);
});

test.each([
  "update external_ids set external_id = 'mine'",
  "delete from external_ids",
  "truncate external_ids",
])("cannot be changed or deleted: %s", async (statement) => {
  const database = await openMigratedDatabase("credentials");
  const externalId = await getExternalId(database, "acmecorp", roleArn);
  await expect(database.execute(statement)).rejects.toThrow("never changed or deleted");
  expect(await getExternalId(database, "acmecorp", roleArn)).toBe(externalId);
});
