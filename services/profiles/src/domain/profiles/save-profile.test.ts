import { Problem, ProfileInput } from "@stagepass/contracts";
import { beforeEach, expect, test } from "vitest";
import { makeStored, makeVersion } from "../../../test/profile-version.ts";
import type { Change } from "../common/change.ts";
import type { LockedProfile, VersionToAdd } from "../versions/profile.ts";
import { patchProfile, putProfile, type SavePorts } from "./save-profile.ts";

type Changes = Parameters<Parameters<SavePorts["transaction"]>[0]>[0];

const eu = { name: "EU", safeguard: "allowed-regions", enforcementLevel: "error" } as const;
const seventh = makeVersion({
  version: 7,
  description: "Production",
  parameters: [makeStored("A", { valueId: "1" })],
});
const change: Change & { profile: string } = {
  org: "acmecorp",
  profile: "prod",
  by: "key_2",
  assertMatch: () => {},
};

let added: VersionToAdd[];
let announced: unknown[];
beforeEach(() => {
  added = [];
  announced = [];
});

function portsOf(locked: LockedProfile, overrides: Partial<SavePorts> = {}): SavePorts {
  const changes: Changes = {
    claimProfile: async () => locked,
    lockProfile: async () => locked,
    readSealed: async () => new Map([["1", { sealed: Buffer.from("sealed secret"), sealedFor: "prod" }]]),
    addVersion: async (version) => {
      added.push(version);
      return { ...seventh, version: version.version };
    },
    announce: async ({ subject }, about, data) => void announced.push([subject, about, data]),
    listNearProfiles: async () => ["prod"],
  };
  return {
    checkSafeguards: async () => [],
    openVault: async () => ({
      seal: (_place, value) => Buffer.from(`sealed ${value}`),
      unseal: (_place, sealed) => Buffer.from(sealed).toString().replace("sealed ", ""),
    }),
    transaction: (work) => work(changes),
    ...overrides,
  };
}

const existing = portsOf.bind(undefined, { lastVersion: 7, current: seventh });

test("the first save of a profile makes version 1 and announces it", async () => {
  const saved = await putProfile(
    portsOf({ lastVersion: 0, current: undefined }),
    change,
    ProfileInput.parse({}),
  );
  expect(saved.created).toBe(true);
  expect(added).toMatchObject([{ version: 1, by: "key_2" }]);
  expect(announced).toEqual([
    [
      "profiles.v1.profile.created",
      "acmecorp/profiles/prod",
      { org: "acmecorp", profile: "prod", by: "key_2", version: 1 },
    ],
  ]);
});

test("a profile that is created again after its deletion continues its version numbers", async () => {
  const saved = await putProfile(
    portsOf({ lastVersion: 3, current: undefined }),
    change,
    ProfileInput.parse({}),
  );
  expect(saved).toMatchObject({ created: true, profile: { version: 4 } });
});

test("a change of a profile makes its next version and announces the names of fields and keys, never values", async () => {
  const parameters = [{ key: "A", value: "sk_live_1234", sensitive: true }];
  await patchProfile(existing(), change, { description: "New", parameters });
  expect(added).toMatchObject([{ version: 8 }]);
  expect(announced).toMatchObject([
    [
      "profiles.v1.profile.updated",
      "acmecorp/profiles/prod",
      {
        version: 8,
        previousVersion: 7,
        changed: { fields: ["description", "parameters"], parameterKeys: ["A"] },
      },
    ],
  ]);
  expect(JSON.stringify(announced)).not.toContain("sk_live");
});

test("saving a profile with equal content, values included, makes no version and announces nothing", async () => {
  const parameters = [{ key: "A", value: "secret", sensitive: true }];
  const saved = await patchProfile(existing(), change, { description: "Production", parameters });
  expect(saved).toEqual({ profile: seventh, created: false });
  expect([added, announced]).toEqual([[], []]);
});

test("violations in safeguards are reported at their paths in the profile, before anything is locked", async () => {
  const ports = existing({
    checkSafeguards: async () => [{ path: "$[0].settings", message: "must be a list" }],
    transaction: () => Promise.reject(new Error("a transaction was begun")),
  });
  await expect(patchProfile(ports, change, { safeguards: [eu] })).rejects.toMatchObject({
    code: "invalid",
    facts: { errors: [{ path: "$.safeguards[0].settings", message: "must be a list" }] },
  });
});

test("saving a profile without safeguards does not ask the safeguards service", async () => {
  const ports = existing({ checkSafeguards: () => Promise.reject(new Error("it was asked")) });
  await expect(patchProfile(ports, change, { description: "New" })).resolves.toMatchObject({
    created: false,
  });
});

test("saving a profile checks the caller's condition on the current version", async () => {
  const seen: (number | undefined)[] = [];
  const assertMatch = (current: number | undefined) => {
    seen.push(current);
    throw new Problem("precondition-failed", "stale");
  };
  await expect(patchProfile(existing(), { ...change, assertMatch }, {})).rejects.toThrow("stale");
  const none = portsOf({ lastVersion: 3, current: undefined });
  await expect(putProfile(none, { ...change, assertMatch }, ProfileInput.parse({}))).rejects.toThrow("stale");
  expect(seen).toEqual([7, undefined]);
  expect(added).toEqual([]);
});

test("patching a profile that does not exist fails with not-found and the nearest name", async () => {
  const none = portsOf({ lastVersion: 3, current: undefined });
  await expect(patchProfile(none, { ...change, profile: "prdo" }, {})).rejects.toMatchObject({
    code: "not-found",
    message: 'There is no profile "prdo" in acmecorp. Did you mean prod?',
  });
});
