import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { migrate } from "../../../../packages/runtime/src/database/migrate.ts";
import {
  createProfilesDatabase,
  migrations,
  type ProfilesUnderTest,
  startProfiles,
} from "../../test/profiles-under-test.ts";

let databaseUrl: string;
let service: ProfilesUnderTest;

beforeAll(async () => {
  databaseUrl = await createProfilesDatabase();
  await Promise.all(Array.from({ length: 20 }, () => migrate("profiles", databaseUrl, migrations)));
  service = await startProfiles({ databaseUrl });
  const admin = await service.createOrg("acmecorp");
  const save = (profile: string) =>
    service.request(admin, `PUT /v1/orgs/acmecorp/profiles/${profile}`, {
      parameters: [{ key: "A", value: "a" }],
    });
  await save("prod");
  await save("dev");
  await save("old");
  await service.request(admin, "DELETE /v1/orgs/acmecorp/profiles/old");
  await service.request(admin, "PUT /v1/orgs/acmecorp/apps/storefront", {});
  const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy" };
  for (const name of ["one", "two"])
    await service.request(admin, `PUT /v1/orgs/acmecorp/providers/${name}`, { accessRole });
});
afterAll(() => service.close());

test("twenty first starts at the same time run the migrations once", async () => {
  const Migration = z.object({ name: z.string() });
  const rows = await service.database.query(Migration, "select name from migrations order by id");
  expect(rows.map(({ name }) => name)).toEqual([
    "0001_create_orgs",
    "0002_create_profiles",
    "0003_create_apps",
    "0004_create_access_keys",
    "0005_add_clients",
    "0006_add_app_modes",
    "0007_create_org_stages",
    "0008_create_targets",
    "0009_create_providers",
    "0010_rename",
    "0011_bring_over_targets",
    "0012_create_sessions",
    "0013_add_blueprints",
    "0014_add_profile_keys",
    "0015_name_restored_versions",
    "0016_create_provider_migrations",
    "0017_widen_key_rights",
  ]);
});

test.each([
  [
    "a version that uses another profile's value",
    `update version_parameters
        set value_id = (select id from profile_values where profile = 'dev') where profile = 'prod'`,
    "23503",
  ],
  [
    "a stage that is mapped to a deleted profile",
    "insert into stages (org, app, name, profile, revision) values ('acmecorp', 'storefront', 's', 'old', 1)",
    "23503",
  ],
  [
    "a stage map that names a deleted profile",
    "insert into org_stages (org, position, stages, profile) values ('acmecorp', 1, '*', 'old')",
    "23503",
  ],
  ["an app whose default is a deleted profile", "update apps set default_profile = 'old'", "23503"],
  [
    "a deletion of a profile's row, from which versions are counted",
    "delete from profiles where name = 'old'",
    "23503",
  ],
  ["a value that is neither stored nor destroyed", "update profile_values set sealed = null", "23514"],
  [
    "a value that is both sealed and a reference",
    "update profile_values set secret_reference = '{}' where profile = 'dev'",
    "23514",
  ],
  [
    "a service that inherits nothing",
    "insert into targets (org, app, service, inherits) values ('acmecorp', 'storefront', 's', false)",
    "23514",
  ],
  [
    "an instance without a region",
    "insert into targets (org, app, service, stage) values ('acmecorp', 'storefront', 's', 'dev')",
    "23514",
  ],
  [
    "a blueprint of one region",
    "insert into targets (org, app, service, stage, region) values ('acmecorp', 'storefront', '', 'dev', 'eu-central-1')",
    "23514",
  ],
  [
    "a blueprint that demands parameters",
    "insert into targets (org, app, service, required_parameters) values ('acmecorp', 'storefront', '', '{A}')",
    "23514",
  ],
  [
    "a parameter that has a value and hides one",
    `with added as (insert into targets (org, app, service) values ('acmecorp', 'storefront', 's') returning id)
     insert into target_parameters (target_id, position, key, sensitive, is_none, sealed)
     select id, 1, 'A', true, true, '' from added`,
    "23514",
  ],
  ["a provider without a role and keys", "update providers set access_role = null", "23514"],
  ["a provider with a role and keys", "update providers set access_key_id = 'AKIAEXAMPLE000000001'", "23514"],
  ["keys without their secret", "update providers set access_role = null, access_key_id = 'AKIA'", "23514"],
  ["two default providers", "update providers set is_default = true", "23505"],
  [
    "a default provider that is limited",
    "update providers set is_default = true, is_limited = true where name = 'one'",
    "23514",
  ],
  [
    "a provider for an app that does not exist",
    "insert into provider_apps values ('acmecorp', 'one', 'none')",
    "23503",
  ],
  ["an admin key with a scope", "update access_keys set apps = '{storefront}' where role = 'admin'", "23514"],
  ["an access key that is stored as text", "update access_keys set digest = 'sp_…'", "23514"],
])("the schema refuses %s", async (_what, statement, code) => {
  await expect(service.database.execute(statement)).rejects.toMatchObject({ code });
});
