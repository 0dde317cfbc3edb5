import { beforeEach, expect, test } from "vitest";
import { makeVersion } from "../../../test/profile-version.ts";
import type { ProfileVersion, VersionToAdd } from "../versions/profile.ts";
import { type RollbackPorts, rollbackProfile } from "./rollback-profile.ts";

const newest = makeVersion({ version: 8, description: "Newest" });
const older = makeVersion({ version: 7, description: "Older" });
const change = { org: "acmecorp", profile: "prod", by: "key_2", assertMatch: () => {} };

let added: VersionToAdd[];
let announced: unknown[];
beforeEach(() => {
  added = [];
  announced = [];
});

function portsOf(...versions: ProfileVersion[]): RollbackPorts {
  return {
    transaction: (work) =>
      work({
        lockProfile: async () => ({ lastVersion: 8, current: newest }),
        findVersion: async (_org, _profile, wanted) => versions.find(({ version }) => version === wanted),
        addVersion: async (version) => {
          added.push(version);
          return { ...newest, version: version.version };
        },
        announce: async ({ subject }, _about, data) => void announced.push([subject, data]),
        listNearProfiles: async () => [],
      }),
  };
}

test("a rollback makes a new version with the older one's content, and its event names the restored version", async () => {
  const restored = await rollbackProfile(portsOf(newest, older), change, 7);
  expect(restored.version).toBe(9);
  expect(added).toMatchObject([{ version: 9, content: { description: "Older" } }]);
  expect(announced).toEqual([
    [
      "profiles.v1.profile.rolled-back",
      { org: "acmecorp", profile: "prod", by: "key_2", version: 9, previousVersion: 8, restoredVersion: 7 },
    ],
  ]);
});

test("a rollback makes no version when the newest version has the same content", async () => {
  expect(await rollbackProfile(portsOf(newest), change, 8)).toBe(newest);
  expect([added, announced]).toEqual([[], []]);
});

test("a rollback to a version whose values were destroyed fails and names their keys", async () => {
  const parameters = [
    { key: "A", sensitive: true, valueId: "1", setAt: new Date(0), content: { kind: "destroyed" } } as const,
  ];
  await expect(rollbackProfile(portsOf({ ...older, parameters }), change, 7)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("the values of A were destroyed"),
  });
});

test.each([
  [9, "There is no version 9 of the profile prod: the newest is 8."],
  [1, "There is no version 1 of the profile prod: it went when an earlier profile was deleted or renamed."],
])("a rollback to version %i fails with the reason", async (version, message) => {
  await expect(rollbackProfile(portsOf(newest), change, version)).rejects.toMatchObject({
    code: "not-found",
    message,
  });
});
