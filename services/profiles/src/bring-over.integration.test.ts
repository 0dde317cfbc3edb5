import { listTargets, type RecordPosition } from "@stagepass/contracts";
import { afterEach, expect, test } from "vitest";
import {
  createProfilesDatabase,
  newKeyring,
  type ProfilesUnderTest,
  startProfiles,
} from "../test/profiles-under-test.ts";

const services: ProfilesUnderTest[] = [];
afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});

/** Starts a replica, whose resolver has four pages of two targets each, and an app that the targets belong to. */
async function startReplica(options: { databaseUrl: string; keyring: string }) {
  const service = await startProfiles(options);
  services.push(service);
  const asked: number[] = [];
  let broken: number | undefined;
  service.bus.answer(listTargets, ({ after }) => {
    const page = pageOf(after);
    asked.push(page);
    if (page === broken) throw new Error("The resolver is away.");
    return {
      targets: ["a", "b"].map((name) => deployed(`${name}${page}`)),
      next: page === 3 ? null : { requestedAtMicros: String(page + 1), id: `dep_${"x".repeat(22)}` as const },
    };
  });
  return {
    service,
    asked,
    breakAt: (page: number | undefined) => {
      broken = page;
    },
  };
}

function pageOf(after: RecordPosition | null): number {
  return after === null ? 0 : Number(after.requestedAtMicros);
}

function deployed(service: string) {
  const target = { org: "acmecorp", app: "storefront", stage: "prod", service, region: "eu-central-1" };
  return { target, deployedAt: deployedAt.toISOString(), by: "key_of_the_record" };
}

/** When everything was deployed: after its app was created, unless a test says otherwise. */
let deployedAt = new Date();

async function servicesOf(service: ProfilesUnderTest, admin: string): Promise<string[]> {
  const { body } = await service.request(admin, "GET /v1/orgs/acmecorp/apps/storefront/services");
  return body.items.map(({ name }: { name: string }) => name);
}

const all = ["a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3"];
const never = new AbortController().signal;

async function startFirst() {
  const options = { databaseUrl: await createProfilesDatabase(), keyring: newKeyring() };
  const first = await startReplica(options);
  const admin = await first.service.createOrg("acmecorp");
  await first.service.request(admin, "PUT /v1/orgs/acmecorp/apps/storefront", {});
  deployedAt = new Date();
  return { options, first, admin };
}

test("what was deployed before is brought over once, page by page, and never again", async () => {
  const { options, first, admin } = await startFirst();
  await first.service.background(never);
  expect(first.asked).toEqual([0, 1, 2, 3]);
  expect(await servicesOf(first.service, admin)).toEqual(all);
  const created = (await first.service.events()).filter(([subject]) => subject.endsWith(".created"));
  expect(created).toContainEqual([
    "profiles.v1.instance.created",
    "acmecorp/apps/storefront/services/a0/instances/prod/eu-central-1",
    expect.objectContaining({ by: "key_of_the_record" }),
  ]);
  const second = await startReplica(options);
  await second.service.background(never);
  expect(second.asked).toEqual([]);
});

test("bringing over goes on where it was when the service ends in between", async () => {
  const { options, first, admin } = await startFirst();
  first.breakAt(2);
  const stopping = new AbortController();
  const ended = first.service.background(stopping.signal);
  await expect.poll(() => first.asked, { timeout: 20_000 }).toEqual([0, 1, 2]);
  stopping.abort();
  await ended;
  expect(await servicesOf(first.service, admin)).toEqual(["a0", "a1", "b0", "b1"]);
  const second = await startReplica(options);
  await second.service.background(never);
  expect(second.asked).toEqual([2, 3]);
  expect(await servicesOf(second.service, admin)).toEqual(all);
});

test("of several replicas, one asks for each page", async () => {
  const { options, first, admin } = await startFirst();
  const others = await Promise.all([startReplica(options), startReplica(options)]);
  const stopping = new AbortController();
  const replicas = [first, ...others];
  const ended = replicas.map(({ service }) => service.background(stopping.signal));
  await Promise.race(ended);
  // The others would look again after a while, and find that it is finished.
  stopping.abort();
  await Promise.all(ended);
  expect(replicas.flatMap(({ asked }) => asked).sort()).toEqual([0, 1, 2, 3]);
  expect(await servicesOf(first.service, admin)).toEqual(all);
});

test("what was removed since, or belongs to no app that is there, is not brought over", async () => {
  const { first, admin } = await startFirst();
  await first.service.request(admin, "PUT /v1/orgs/acmecorp/apps/storefront/services/a0", {});
  await first.service.request(admin, "DELETE /v1/orgs/acmecorp/apps/storefront/services/a0");
  await first.service.background(never);
  expect(await servicesOf(first.service, admin)).toEqual(all.filter((name) => name !== "a0"));
});

test("what was deployed before its app was made anew is not brought over", async () => {
  const { first, admin } = await startFirst();
  deployedAt = new Date(Date.now() - 60_000);
  await first.service.background(never);
  expect(await servicesOf(first.service, admin)).toEqual([]);
});
