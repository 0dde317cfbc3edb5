import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { DatabasePool } from "../../../packages/runtime/src/database/database.ts";
import { expectWithin } from "../../../test/support/slowness.ts";
import { announcedOrg } from "../test/announced-org.ts";
import { deployed } from "../test/deployed.ts";
import { type ProfilesUnderTest, startProfiles } from "../test/profiles-under-test.ts";

/** How many more statements of transactions succeed. */
let stepsLeft = Number.POSITIVE_INFINITY;
let service: ProfilesUnderTest;

/** A database whose connection breaks at a step of a transaction. */
function breaking(database: DatabasePool): DatabasePool {
  return {
    ...database,
    transaction: (work) =>
      database.transaction((transaction) => {
        const step = () => {
          if (stepsLeft-- <= 0) throw new Error("the connection broke");
        };
        return work({
          query: async (...statement) => {
            step();
            return transaction.query(...statement);
          },
          execute: async (...statement) => {
            step();
            return transaction.execute(...statement);
          },
          announce: async (...event) => {
            step();
            await transaction.announce(...event);
          },
          announceAll: async (...events) => {
            step();
            await transaction.announceAll(...events);
          },
          announceEach: async (...events) => {
            step();
            await transaction.announceEach(...events);
          },
        });
      }),
  };
}

beforeAll(async () => {
  service = await startProfiles({ through: breaking });
});
afterAll(() => service.close());

async function breakAtEachStep(
  { stored, events }: Awaited<ReturnType<typeof announcedOrg>>,
  work: () => Promise<{ readonly status: number }>,
): Promise<number> {
  const [before, told] = [await stored(), await events()];
  for (let steps = 0; ; steps++) {
    stepsLeft = steps;
    const { status } = await work();
    stepsLeft = Number.POSITIVE_INFINITY;
    if (status === 200) return steps;
    expect(status).toBe(500);
    expect(await stored()).toEqual(before);
    expect(await events()).toEqual(told);
  }
}

test("a migration that breaks at any of its steps is not done at all, and neither is an undo", async () => {
  const org = await announcedOrg(service);
  expect(await breakAtEachStep(org, () => org.migrate())).toBeGreaterThan(15);
  expect(await breakAtEachStep(org, () => org.undo())).toBeGreaterThan(10);
});

test("of two migrations at once, one is done and the other finds nothing to do", async () => {
  const { migrate, undo, stored } = await announcedOrg(service);
  const before = await stored();
  const done = await Promise.all([migrate(), migrate(), migrate({ app: "app1" })]);
  expect(done.map(({ status }) => status)).toEqual([200, 200, 200]);
  const statuses = done.map(({ body }) => body.status).toSorted();
  // The one of app1 alone can be the first; then the others find the rest.
  expect([
    ["done", "unchanged", "unchanged"],
    ["done", "done", "unchanged"],
  ]).toContainEqual(statuses);
  while ((await undo()).status === 200);
  expect(await stored()).toEqual(before);
});

test("a profile that is edited during a migration is copied with all of its old values or all of its new ones", async () => {
  const seen = new Set<string>();
  for (let round = 0; round < 6; round++) {
    const { org, ask, migrate } = await announcedOrg(service);
    const values = (text: string) => ["API_URL", "B", "C"].map((key) => ({ key, value: `${key} ${text}` }));
    await ask("PATCH /profiles/prod", { parameters: values("old") });
    const [edited, migrated] = await Promise.all([
      ask("PATCH /profiles/prod", { parameters: values("new") }),
      migrate(),
      ask("PATCH /profiles/default", { description: "edited, too" }),
    ]);
    expect([edited.status, migrated.status]).toEqual([200, 200]);
    const target = { org, app: "app1", stage: "prod", service: "service1", region: "us-east-1" };
    const { parameters } = await deployed(service, target);
    const texts = new Set(parameters.map(({ value }) => value.split(" ")[1] ?? ""));
    expect(texts.size).toBe(1);
    for (const text of texts) seen.add(text);
  }
  for (const text of seen) expect(["old", "new"]).toContain(text);
});

test("services and links that are saved during a migration are there before it, or a conflict, or stay as they were saved", async () => {
  for (let round = 0; round < 4; round++) {
    const { ask, migrate } = await announcedOrg(service);
    const at = "/apps/app1/services/service1/instances/prod/eu-west-1";
    const [saved, migrated] = await Promise.all([
      ask(`PUT ${at}`, { parameters: [{ key: "OWN", value: "1" }] }),
      migrate(),
    ]);
    expect(saved.status).toBe(201);
    const { body } = await ask(`GET ${at}`);
    expect(body.parameters).toMatchObject([{ key: "OWN" }]);
    if (migrated.status === 409) expect(migrated.body.detail).toContain('The instance "prod" in eu-west-1');
    else expect(migrated.body.status).toBe("done");
  }
});

test("a thousand services with five instances each are migrated within ten seconds", async () => {
  const { org, ask, migrate, undo } = await announcedOrg(service);
  await ask("PUT /profiles/prod", { parameters: parametersOf(20) });
  await service.database.execute(
    `insert into targets (org, app, service, stage, region, revision)
     select $1, 'app1', 'many-' || number, place.stage, place.region, 1
       from generate_series(1, 1000) as number,
            (values ('', ''), ('prod', 'us-east-1'), ('prod', 'eu-west-1'), ('dev', 'us-east-1'), ('test', 'us-east-1'),
                    ('prod', 'eu-central-1')) as place (stage, region)`,
    [org],
  );
  const startedAt = performance.now();
  const { body } = await migrate();
  const tookMs = performance.now() - startedAt;
  expect(body).toMatchObject({ status: "done", parity: { different: 0 } });
  const [count] = await service.database.query(
    z.object({ targets: z.int(), parameters: z.int() }),
    `select count(distinct t.id)::integer as targets, count(p.id)::integer as parameters
       from targets t left join target_parameters p on p.target_id = t.id
      where t.org = $1 and t.service like 'many-%' and (t.provider is not null or t.no_provider)`,
    [org],
  );
  expect(count).toEqual({ targets: 4_000, parameters: 3_000 * 20 + 1_000 * 2 });
  await expectWithin(10_000, tookMs, "the migration, in milliseconds");
  expect((await undo()).status).toBe(200);
});

function parametersOf(count: number) {
  return Array.from({ length: count }, (_, index) => ({ key: `KEY_${index}`, value: `value ${index}` }));
}
