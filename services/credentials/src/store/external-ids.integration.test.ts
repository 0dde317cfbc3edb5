import { expect, test } from "vitest";
import { openMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { roleArn } from "../../test/deployment.ts";
import { getExternalId } from "./external-ids.ts";

test("an external ID is accepted by AWS, cannot be guessed and stays the same", async () => {
  const database = await openMigratedDatabase("credentials");
  const externalId = await getExternalId(database, "acmecorp", roleArn);
  expect(externalId).toMatch(/^stagepass-[\w-]{43}$/);
  expect(await getExternalId(database, "acmecorp", roleArn)).toBe(externalId);
});

test("every organization and role has an external ID of its own", async () => {
  const database = await openMigratedDatabase("credentials");
  const ids = [
    await getExternalId(database, "acmecorp", roleArn),
    await getExternalId(database, "othercorp", roleArn),
    await getExternalId(database, "acmecorp", `${roleArn}-2`),
  ];
  expect(new Set(ids).size).toBe(3);
});

test("requests for one external ID at the same time all get the same one", async () => {
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
])("an external ID cannot be changed or deleted: %s", async (statement) => {
  const database = await openMigratedDatabase("credentials");
  const externalId = await getExternalId(database, "acmecorp", roleArn);
  await expect(database.execute(statement)).rejects.toThrow("never changed or deleted");
  expect(await getExternalId(database, "acmecorp", roleArn)).toBe(externalId);
});
