import { Problem } from "@stagepass/contracts";
import { beforeEach, expect, test } from "vitest";
import type { Change } from "../common/change.ts";
import type { Org } from "./org.ts";
import { type PatchOrgPorts, patchOrg } from "./patch-org.ts";

type Changes = Parameters<Parameters<PatchOrgPorts["transaction"]>[0]>[0];

const clients = { legacy: "allow", minimumVersions: { sdk: "2.2.1", plugin: "3.0.0" } } as const;
const stages = [{ stages: "prod*", profile: "prod" }];
const acme: Org = {
  ...{ name: "acmecorp", description: "Acme", clients, stages, staticKeys: "deny" },
  ...{ revision: 3, createdAt: new Date(0) },
};
const change: Change = { org: "acmecorp", by: "key_1", assertMatch: () => {} };

let done: unknown[];
beforeEach(() => {
  done = [];
});

function portsOf(current: Org | undefined, holders: readonly string[] = []): PatchOrgPorts {
  const changes: Changes = {
    lockOrg: async () => current,
    writeOrg: async (org) => {
      done.push(org);
      return { ...acme, ...org };
    },
    listKeyHolders: async (_org, limit) => ({ names: holders.slice(0, limit), total: holders.length }),
    announce: async ({ subject }, about, data) => void done.push([subject, about, data]),
    listNearOrgs: async () => ["acmecorp"],
    holdProfile: async (_org, profile) => ["dev", "prod"].includes(profile),
    listNearProfiles: async () => ["dev", "prod"],
  };
  return { transaction: (work) => work(changes) };
}

test("patching an organization makes its next revision and announces it", async () => {
  const changed = await patchOrg(portsOf(acme), change, { description: "New" });
  expect(changed).toMatchObject({ description: "New", revision: 4 });
  expect(done).toEqual([
    { name: "acmecorp", description: "New", clients, stages, staticKeys: "deny", revision: 4 },
    [
      "profiles.v1.org.updated",
      "acmecorp",
      { org: "acmecorp", by: "key_1", changed: { fields: ["description"] } },
    ],
  ]);
});

test.each([
  [{ legacy: "deny" }, { legacy: "deny" }],
  [null, {}],
] as const)(
  "patching the clients with %j stores %j, and the event names the field",
  async (given, stored) => {
    const changed = await patchOrg(portsOf(acme), change, { clients: given });
    expect(changed).toMatchObject({ description: "Acme", clients: stored, revision: 4 });
    expect(done.at(-1)).toMatchObject([
      "profiles.v1.org.updated",
      "acmecorp",
      { changed: { fields: ["clients"] } },
    ]);
  },
);

test("static keys can be denied when no provider has any", async () => {
  const allowing: Org = { ...acme, staticKeys: "allow" };
  expect(await patchOrg(portsOf(allowing), change, { staticKeys: "deny" })).toMatchObject({
    staticKeys: "deny",
    revision: 4,
  });
});

test("denying static keys while providers have some is refused, and names the providers", async () => {
  const allowing: Org = { ...acme, staticKeys: "allow" };
  const holders = Array.from({ length: 12 }, (_, index) => `provider-${index}`);
  await expect(patchOrg(portsOf(allowing, holders), change, { staticKeys: "deny" })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(
      /have static keys: provider-0, .*, provider-9 and 2 more\. Give them access roles/,
    ),
  });
  expect(done).toEqual([]);
});

test.each([
  {},
  { description: "Acme" },
  { clients: { minimumVersions: { plugin: "3.0.0", sdk: "2.2.1" }, legacy: "allow" } },
] as const)("patching an organization with %j changes nothing and announces nothing", async (given) => {
  expect(await patchOrg(portsOf(acme), change, given)).toBe(acme);
  expect(done).toEqual([]);
});

test("patching an organization checks the caller's condition even when nothing would change", async () => {
  const seen: unknown[] = [];
  const assertMatch = (current: number | undefined) => {
    seen.push(current);
    throw new Problem("precondition-failed", "stale");
  };
  for (const given of [{}, { description: "New" }]) {
    await expect(patchOrg(portsOf(acme), { ...change, assertMatch }, given)).rejects.toThrow("stale");
  }
  expect([seen, done]).toEqual([[3, 3], []]);
});

test("patching an organization that does not exist fails with not-found and the nearest name", async () => {
  await expect(patchOrg(portsOf(undefined), { ...change, org: "acmecopr" }, {})).rejects.toMatchObject({
    code: "not-found",
    message: 'There is no organization "acmecopr". Did you mean acmecorp?',
  });
});

test("another order of the lines of the stage map is a change of the field", async () => {
  const lines = [...stages, { stages: "*", profile: "dev" }];
  await patchOrg(portsOf({ ...acme, stages: lines }), change, { stages: lines });
  expect(done).toEqual([]);
  await patchOrg(portsOf({ ...acme, stages: lines }), change, { stages: lines.toReversed() });
  expect(done).toMatchObject([
    { stages: lines.toReversed(), revision: 4 },
    ["profiles.v1.org.updated", "acmecorp", { changed: { fields: ["stages"] } }],
  ]);
});

test("a stage map that names unknown profiles is invalid at each of their paths, with the nearest names", async () => {
  const given = [
    { stages: "prod*", profile: "prdo" },
    { stages: "*", profile: "dev" },
    { stages: "pr-*", profile: "nothing-like-it" },
  ];
  await expect(patchOrg(portsOf(acme), change, { stages: given })).rejects.toMatchObject({
    code: "invalid",
    facts: {
      errors: [
        { path: "$.stages[0].profile", message: "names no profile of acmecorp. Did you mean prod?" },
        { path: "$.stages[2].profile", message: "names no profile of acmecorp." },
      ],
    },
  });
  expect(done).toEqual([]);
});
