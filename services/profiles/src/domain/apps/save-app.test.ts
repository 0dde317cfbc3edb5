import { beforeEach, expect, test } from "vitest";
import { makeApp } from "../../../test/app.ts";
import type { App } from "./app.ts";
import { type AppPorts, patchApp, putApp } from "./save-app.ts";

const current = makeApp({ description: "Shop", defaultProfile: "dev", revision: 4 });
const change = { org: "acmecorp", app: "storefront", by: "key_2", assertMatch: () => {} };
const base = { org: "acmecorp", by: "key_2", app: "storefront" };

let written: unknown[];
let announced: unknown[];
beforeEach(() => {
  written = [];
  announced = [];
});

function portsOf(app: App | undefined): AppPorts {
  return {
    transaction: (work) =>
      work({
        claimApp: async () => app,
        lockApp: async () => app,
        holdProfile: async (_org, profile) => ["dev", "prod"].includes(profile),
        writeApp: async (_org, next) => {
          written.push(next);
          return { ...current, ...next };
        },
        announce: async ({ subject }, about, data) => void announced.push([subject, about, data]),
        listNearProfiles: async () => ["dev", "prod"],
        listNearApps: async () => ["storefront"],
      }),
  };
}

test("a new app begins at revision 1 and is announced with its default profile", async () => {
  const saved = await putApp(portsOf(undefined), change, { description: "", defaultProfile: "dev" });
  expect(saved).toMatchObject({ created: true, app: { revision: 1 } });
  expect(announced).toEqual([
    ["profiles.v1.app.created", "acmecorp/apps/storefront", { ...base, defaultProfile: "dev" }],
  ]);
});

test("changing an app's description and its default profile makes one revision and announces two events", async () => {
  await patchApp(portsOf(current), change, { description: "New", defaultProfile: "prod" });
  expect(written).toMatchObject([{ revision: 5, description: "New", defaultProfile: "prod" }]);
  expect(announced).toEqual([
    [
      "profiles.v1.app.updated",
      "acmecorp/apps/storefront",
      { ...base, changed: { fields: ["description"] } },
    ],
    [
      "profiles.v1.app.default-changed",
      "acmecorp/apps/storefront",
      { ...base, previous: "dev", defaultProfile: "prod" },
    ],
  ]);
});

test("a change of how an app resolves is announced with the names of the fields that changed", async () => {
  const given = { mode: "mixed", inheritsStages: false, unprofiled: "allow" } as const;
  await patchApp(portsOf(current), change, { description: "Shop", ...given });
  expect(written).toMatchObject([{ revision: 5, defaultProfile: "dev", ...given }]);
  const changed = { fields: ["mode", "inheritsStages", "unprofiled"] };
  expect(announced).toEqual([["profiles.v1.app.updated", "acmecorp/apps/storefront", { ...base, changed }]]);
});

test("a new app resolves by its profiles, inherits the organization's stage map and refuses what has no profile", async () => {
  await putApp(portsOf(undefined), change, {});
  expect(written).toMatchObject([{ mode: "profiles", inheritsStages: true, unprofiled: "refuse" }]);
});

test("a field that is left out when an app is saved stays as it is, and is empty in a new app", async () => {
  await putApp(portsOf(current), change, { defaultProfile: "prod" });
  await putApp(portsOf(undefined), change, {});
  expect(written).toMatchObject([
    { revision: 5, description: "Shop", defaultProfile: "prod" },
    { revision: 1, description: "", defaultProfile: null },
  ]);
});

test("saving an app without a change makes no revision and announces nothing", async () => {
  const saved = await putApp(portsOf(current), change, { description: "Shop", defaultProfile: "dev" });
  expect(saved).toEqual({ app: current, created: false });
  expect([written, announced]).toEqual([[], []]);
});

test("a field that is left out of a patch of an app stays as it is, and null removes the default profile", async () => {
  await patchApp(portsOf(current), change, { defaultProfile: null });
  expect(written).toMatchObject([{ description: "Shop", defaultProfile: null }]);
});

test("an unknown default profile is invalid, and the message names the nearest profile", async () => {
  await expect(patchApp(portsOf(current), change, { defaultProfile: "prdo" })).rejects.toMatchObject({
    code: "invalid",
    facts: {
      errors: [{ path: "$.defaultProfile", message: "names no profile of acmecorp. Did you mean prod?" }],
    },
  });
  expect(written).toEqual([]);
});

test("patching an app that does not exist fails with not-found and the nearest name", async () => {
  await expect(patchApp(portsOf(undefined), { ...change, app: "storefornt" }, {})).rejects.toMatchObject({
    code: "not-found",
    message: 'There is no app "storefornt" in acmecorp. Did you mean storefront?',
  });
});
