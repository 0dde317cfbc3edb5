import { beforeAll, expect, test } from "vitest";
import { customPlansOf } from "../../../../test/support/servers/custom-plans.ts";
import { createMigratedDatabase } from "../../../../test/support/servers/migrated-database.ts";
import { query } from "../../../../test/support/servers/schema.ts";
import { watchPlans } from "../../../../test/support/servers/watch-plans.ts";
import { deleteApps } from "./apps.ts";
import { findContent } from "./find-content.ts";
import { findSealedVersion } from "./find-sealed-version.ts";
import { findStandings } from "./find-standings.ts";
import { findVersionStates } from "./find-version-states.ts";
import { deleteProfiles } from "./profiles.ts";
import { deleteProviders } from "./providers/providers.ts";
import { createStore } from "./store.ts";
import { deleteBlueprints } from "./targets/blueprints.ts";
import { findTargetParameters } from "./targets/sealed-targets.ts";
import { findTargetContent, findWhetherSet, findWhetherThere } from "./targets/target-settings.ts";

let url: string;

beforeAll(async () => {
  url = await createMigratedDatabase("profiles");
  const fill = (into: string, columns: string, count: number) =>
    query(url, `insert into ${into} select ${columns} from generate_series(1, ${count}) as n`);
  const name = "'name' || lpad(n::text, 6, '0')";
  await fill("orgs (name, description, data_key, data_key_wrapped_by)", "'acme' || n, '', '', 'key1'", 5_000);
  await fill("profiles (org, name, key, version, first_version)", `'acme1', ${name}, ${name}, 4, 1`, 10_000);
  await query(
    url,
    `insert into profile_versions (org, profile, version, description, safeguards, created_by)
     select org, name, n, '', '[]', 'by' from profiles, generate_series(1, 4) as n`,
  );
  await fill(
    "profile_values (org, profile, key, sealed)",
    "'acme1', 'name' || lpad((1 + n / 2)::text, 6, '0'), 'KEY' || n % 2, ''",
    19_998,
  );
  await query(
    url,
    `insert into version_parameters (org, profile, version, position, key, sensitive, value_id)
     select org, profile, 4, row_number() over (partition by profile), key, true, id from profile_values`,
  );
  await fill(
    "apps (org, name, description, default_profile, revision)",
    `'acme1', ${name}, '', 'name' || lpad((1 + n % 10000)::text, 6, '0'), 1`,
    40_000,
  );
  await fill(
    "providers (org, name, description, access_role, revision, is_limited)",
    `'acme' || 1 + n % 50, ${name}, '', '{"roleArn":"arn:aws:iam::222222222222:role/deploy"}', 1, true`,
    20_000,
  );
  await query(
    url,
    `insert into providers (org, name, description, access_key_id, sealed_secret, secret_set_at, revision)
     select 'acme1', 'keys' || n, '', 'AKIA', '', now(), 1 from generate_series(1, 100) as n`,
  );
  await query(
    url,
    `insert into provider_apps (org, provider, app)
     select org, providers.name, apps.name from providers join apps using (org)
      where providers.is_limited and apps.name <= 'name000003'`,
  );
  await fill(
    "stages (org, app, name, profile, revision)",
    `'acme1', 'name00' || lpad((1 + n % 1000)::text, 4, '0'), 'stage' || n, 'name' || lpad((1 + n % 10000)::text, 6, '0'), 1`,
    100_000,
  );
  await query(url, "insert into apps (org, name, description, revision) values ('acme1', 'bare', '', 1)");
  await query(url, "update apps set mode = 'providers' where org = 'acme1' and name = 'name000002'");
  await fill(
    "profiles (org, name, key, version, first_version)",
    "'acme' || n, 'mapped', 'mapped', 1, 1",
    200,
  );
  await fill(
    "org_stages (org, position, stages, profile)",
    "'acme' || (1 + (n - 1) / 100), 1 + (n - 1) % 100, 'stage' || n, 'mapped'",
    20_000,
  );
  await fill(
    "access_keys (id, org, name, role, digest, created_by)",
    "'key_' || n, 'acme1', 'ci', 'deployer', encode(sha256(n::text::bytea), 'hex'), 'by'",
    20_000,
  );
  const removed = "case when n % 3 = 0 then now() end";
  await fill(
    "targets (org, app, service, revision, removed_at)",
    `'acme1', 'name00' || lpad((1 + n % 100)::text, 4, '0'), 'service' || n / 100, 1, ${removed}`,
    20_000,
  );
  await fill(
    "targets (org, app, service, stage, region, revision, removed_at)",
    `'acme1', 'name00' || lpad((1 + n % 100)::text, 4, '0'), 'service1', 'stage' || n, 'eu-central-1', 1, ${removed}`,
    80_000,
  );
  await fill(
    "targets (org, app, service, stage, revision)",
    `'acme1', 'name00' || lpad((1 + n % 100)::text, 4, '0'), '', case when n > 100 then 'stage' || n else '' end, 1`,
    10_000,
  );
  await query(
    url,
    `insert into target_parameters (target_id, position, key, sensitive, is_none, sealed)
     select id, 1, 'KEY', true, false, '' from targets`,
  );
  await query(url, "analyze");
});

test("resolving reads no table of the profiles from end to end", async () => {
  const database = await watchPlans("profiles", url);
  const digest = "ab".repeat(32);
  const target = { digest, org: "acme1", app: "name000001", stage: "stage1000" };
  for (const count of [1, 100]) {
    const [standing] = await findStandings(database, "demands", Array(count).fill(target));
    expect(standing?.app?.ofStage).toMatchObject({ version: 4 });
    const bare = { ...target, app: "bare" };
    const [mapped] = await findStandings(database, "demands", Array(count).fill(bare));
    expect(mapped?.app?.orgStages).toHaveLength(100);
    const version = { org: "acme1", profile: "name000002", version: 4 };
    expect(await findVersionStates(database, Array(count).fill(version))).toContain("open");
    await findContent(database, version);
    await findSealedVersion(database, version);
  }
  const store = createStore(database);
  await store.findWorkingKey(digest);
  await store.recordUse("key_1");
  await store.findWrappedDataKey("acme1");
  await store.findAccessRole("acme1", "name000001");
  expect(database.sequentialScans()).toEqual([]);
  expect(database.statements()).toBe(8);
});

test("nothing that resolving reads of services and instances, or a change of one, reads a table from end to end", async () => {
  const database = await watchPlans("profiles", url);
  const store = createStore({ ...database, ...database.asking });
  const name = {
    org: "acme1",
    app: "name000002",
    service: "service1",
    stage: "stage1001",
    region: "eu-central-1",
  };
  for (const count of [1, 100]) {
    const asked = Array(count).fill({ digest: null, ...name });
    const [found] = await findStandings(database, "targets", asked);
    const contentId = found?.app?.instance?.contentId ?? "";
    expect(await findWhetherSet(database, Array(count).fill({ org: "acme1", contentId }))).toContain(true);
    expect(await findTargetContent(database, { org: "acme1", contentId })).toBeDefined();
    expect((await findTargetParameters(database, { org: "acme1", contentId }))?.parameters).toHaveLength(1);
  }
  const unknown = { ...name, service: "unknown", stage: "stage9901" };
  for (const count of [1, 100]) {
    const asked = Array(count).fill({ digest: null, ...unknown });
    const [found] = await findStandings(database, "everything", asked);
    expect(found?.app).toMatchObject({ service: { isBlueprint: true }, instance: { isBlueprint: true } });
  }
  await store.listBlueprints({ org: "acme1", app: "name000002", after: undefined }, 11);
  await store.listBlueprints({ org: "acme1", app: "name000002", after: "stage5" }, 101);
  await store.hasBlueprint(name, name.stage);
  await store.deleteBlueprints("acme1", ["1"]);
  await store.findTarget(name);
  await store.readSealedOfTargets("acme1", ["1"]);
  await store.listServices({ org: "acme1", app: "name000001", after: "" }, { removed: false, limit: 11 });
  await store.listServices({ org: "acme1", app: "name000001", after: "" }, { removed: true, limit: 11 });
  const after = ["stage", ""] as const;
  await store.listInstances({ ...name, after }, { removed: false, limit: 11 });
  await store.listInstances({ ...name, after }, { removed: true, limit: 11 });
  await store.listNearServices({ ...name, service: "sevrice" });
  await store.listProviderUses({ org: "acme1", provider: "prod" }, 10);
  await store.markRemoved(name);
  await store.removeInstances(name);
  expect(database.sequentialScans()).toEqual([]);
});

test("explaining finds what is set without counting, and reads no table for it from end to end", async () => {
  const database = await watchPlans("profiles", url);
  const name = { org: "acme1", app: "name000001", service: "service1", region: "eu-central-1" };
  for (const count of [1, 100]) {
    const many = <T>(item: T) => Array<T>(count).fill(item);
    const [known] = await findStandings(
      database,
      "everything",
      many({ digest: null, ...name, stage: "stage100" }),
    );
    expect(known?.app).toMatchObject({ mode: "profiles", service: {}, instance: { isBlueprint: false } });
    expect(known?.app?.orgStages).toHaveLength(100);
    const unknown = { digest: null, ...name, service: "unknown", stage: "stage200" };
    const [begun] = await findStandings(database, "everything", many(unknown));
    expect(begun?.app).toMatchObject({ instance: { isBlueprint: true } });
  }
  expect(database.sequentialScans()).toEqual([]);
});

test("Postgres plans what resolves and deploys look up for no more than the first five executions", async () => {
  const target = { org: "acme1", app: "name000002", stage: "stage1001" };
  const name = { ...target, service: "service1", region: "eu-central-1" };
  const version = { org: "acme1", profile: "name000002", version: 4 };
  const customPlans = await customPlansOf("profiles", url, async (database) => {
    for (const count of [1, 1, 1, 1, 1, 1, 10, 100]) {
      const many = <T>(item: T) => Array<T>(count).fill(item);
      for (const depth of ["demands", "targets", "everything"] as const)
        await findStandings(database, depth, many({ digest: "ab".repeat(32), ...name }));
      await findVersionStates(database, many(version));
      await findWhetherSet(database, many({ org: "acme1", contentId: "1" }));
      await findWhetherThere(database, many(name));
    }
  });
  expect(customPlans).toEqual([5, 5, 5, 5, 5, 5]);
});

test("no list of the profiles reads a table from end to end", async () => {
  const database = await watchPlans("profiles", url);
  const store = createStore({ ...database, ...database.asking });
  for (const limit of [11, 101]) {
    await store.listOrgs("", limit);
    await store.listProfiles({ org: "acme1", after: "name000500" }, limit);
    await store.listVersions({ org: "acme1", profile: "name000001", before: 3 }, limit);
    await store.listApps({ org: "acme1", after: "name000500" }, limit);
    await store.listStages({ org: "acme1", app: "name000001", after: "" }, limit);
    await store.listAccessKeys({ org: "acme1", afterId: "key_7" }, limit);
    await store.listUses("acme1", "name000077", limit);
    const fromStart = [false, "", false, ""] as const;
    await store.listUsesAfter({ org: "acme1", profile: "name000077", after: [...fromStart] }, limit);
    await store.listLinksAfter({ org: "acme1", provider: "prod", after: ["", "", "", ""] }, limit);
    await store.listProviders({ org: "acme1", after: "name000500" }, limit);
    await store.listKeyHolders("acme1", limit);
  }
  await store.findDefaultProvider("acme1");
  await store.holdApps("acme1", ["name000001", "name000002"]);
  await store.listStagesOfApps("acme1", ["name000001", "name000002"]);
  await store.listWrappedSamples();
  expect(database.sequentialScans()).toEqual([]);
  expect(database.statements()).toBe(15);
});

test("finding one thing, changing it and deleting it read no table of the profiles from end to end", async () => {
  const database = await watchPlans("profiles", url);
  const store = createStore({ ...database, ...database.asking });
  await store.findVersion("acme1", "name000001");
  await store.findVersion("acme1", "name000001", 2);
  await store.findStage("acme1", "name000001", "stage1000");
  await store.findAccessKey("acme1", "key_7");
  await store.readSealed("acme1", ["1", "2"]);
  await store.holdProfile("acme1", "name000001");
  await store.deleteProfile("acme1", "name000001");
  await store.deleteStage("acme1", "name000001", "stage1000");
  await store.deleteApp("acme1", "name000001");
  await store.revokeAccessKey("acme1", "key_7");
  expect(database.sequentialScans()).toEqual([]);
  expect(database.statements()).toBe(11);
});

test("an import into one organization locks, reads and deletes what others have without reading a table from end to end", async () => {
  const database = await watchPlans("profiles", url);
  const store = createStore({ ...database, ...database.asking });
  const names = ["name000001", "name000002"];
  await store.lockConfiguration("acme2", { profiles: names, apps: names, providers: names, targets: [] });
  await deleteBlueprints(database.asking, "acme2", ["1", "2"]);
  await deleteApps(database.asking, "acme2", names);
  await deleteProfiles(database.asking, "acme2", names);
  await deleteProviders(database.asking, "acme2", names);
  expect(database.sequentialScans()).toEqual([]);
  await createStore(database).readSnapshot("acme2", names);
  expect(database.sequentialScans()).toEqual([]);
});

test("what may be meant by a wrong name is read in the order of an index, and no further than it is looked at", async () => {
  const database = await watchPlans("profiles", url);
  const store = createStore(database);
  expect(await store.listNearStages("acme1", "name000001", "stage3O00")).toHaveLength(100);
  expect(await store.listNearApps("acme1", "name02000O")).toHaveLength(1_000);
  expect(await store.listNearApps("acme1", "name02000O")).toContain("name020000");
  expect(await store.listNearProfiles("acme1", "name00500O")).toContain("name005000");
  expect(await store.listNearOrgs("acme200O")).toContain("acme2000");
  expect(await store.listNearAccessKeys("acme1")).toHaveLength(1_000);
  expect(database.sequentialScans()).toEqual([]);
  expect(database.sorts()).toEqual([]);
  expect(database.statements()).toBe(5);
});
