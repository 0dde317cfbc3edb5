import { expect, test } from "vitest";
import { makeVersion } from "../../../test/profile-version.ts";
import { type DeletePorts, deleteProfile, type ProfileUse } from "./delete-profile.ts";

const change = { org: "acmecorp", profile: "prod", by: "key_2", assertMatch: () => {} };

function portsOf(uses: readonly ProfileUse[]) {
  const done: unknown[] = [];
  const current = makeVersion({ version: 3 });
  const ports: DeletePorts = {
    transaction: (work) =>
      work({
        lockProfile: async () => ({ lastVersion: 3, current }),
        listUses: async (_org, _profile, limit) => ({ uses: uses.slice(0, limit), total: uses.length }),
        deleteProfile: async (org, profile) => void done.push(["deleted", org, profile]),
        announce: async ({ subject }, about, data) => void done.push([subject, about, data]),
        listNearProfiles: async () => [],
      }),
  };
  return { ports, done };
}

test("deleting a profile that nothing uses announces its last version", async () => {
  const { ports, done } = portsOf([]);
  await deleteProfile(ports, change);
  expect(done).toEqual([
    ["deleted", "acmecorp", "prod"],
    [
      "profiles.v1.profile.deleted",
      "acmecorp/profiles/prod",
      { org: "acmecorp", profile: "prod", by: "key_2", version: 3 },
    ],
  ]);
});

test("deleting a profile that stages or apps use fails, and the problem names them and what to do", async () => {
  const { ports, done } = portsOf([
    { app: "storefront", stage: "prod" },
    { app: "storefront", stage: null },
  ]);
  await expect(deleteProfile(ports, change)).rejects.toMatchObject({
    code: "profile-in-use",
    message:
      "The profile prod is used by storefront/prod, storefront (default). " +
      "Map these stages and apps to another profile first, then delete it.",
  });
  expect(done).toEqual([]);
});

test("deleting a profile that the organization's stage map names fails, and the problem names the line", async () => {
  const { ports, done } = portsOf([
    { app: "storefront", stage: null },
    { app: null, stage: "pr-*" },
  ]);
  await expect(deleteProfile(ports, change)).rejects.toMatchObject({
    code: "profile-in-use",
    message: expect.stringContaining("storefront (default), the organization's stage map (pr-*)."),
  });
  expect(done).toEqual([]);
});

test("deleting a profile with many uses names ten of them and counts the rest", async () => {
  const uses = Array.from({ length: 13 }, (_, index) => ({ app: "a", stage: `s${index}` }));
  await expect(deleteProfile(portsOf(uses).ports, change)).rejects.toThrow("a/s9 and 3 more.");
});
