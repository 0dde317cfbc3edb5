import { beforeEach, expect, test } from "vitest";
import { makeApp, makeStage } from "../../../test/app.ts";
import type { App, Stage } from "./app.ts";
import { deleteStage, patchStage, putStage, type StagePorts } from "./save-stage.ts";

const app = makeApp();
const mapped = makeStage({ revision: 2 });
const change = { org: "acmecorp", app: "storefront", stage: "prod", by: "key_2", assertMatch: () => {} };
const base = { org: "acmecorp", app: "storefront", stage: "prod", by: "key_2" };
const about = "acmecorp/apps/storefront/stages/prod";

let done: unknown[];
beforeEach(() => {
  done = [];
});

function portsOf(stage: Stage | undefined, apps: readonly App[] = [app]): StagePorts {
  return {
    transaction: (work) =>
      work({
        lockApp: async () => apps[0],
        findStage: async () => stage,
        holdProfile: async (_org, profile) => ["dev", "prod"].includes(profile),
        writeStage: async (_org, _app, next) => makeStage(next),
        deleteStage: async () => void done.push("deleted"),
        announce: async ({ subject }, name, data) => void done.push([subject, name, data]),
        listNearProfiles: async () => ["dev", "prod"],
        listNearApps: async () => ["storefront"],
        listNearStages: async () => ["prod"],
      }),
  };
}

test("mapping a stage announces the profile it is mapped to and the one it was mapped to before", async () => {
  expect(await putStage(portsOf(undefined), change, "dev")).toMatchObject({
    created: true,
    stage: { profile: "dev", revision: 1 },
  });
  expect(await patchStage(portsOf(mapped), change, "dev")).toMatchObject({
    created: false,
    stage: { profile: "dev", revision: 3 },
  });
  expect(done).toEqual([
    ["profiles.v1.stage.mapped", about, { ...base, previous: null, profile: "dev" }],
    ["profiles.v1.stage.mapped", about, { ...base, previous: "prod", profile: "dev" }],
  ]);
});

test("mapping a stage to the profile it has already makes no revision and announces nothing", async () => {
  const unchanged = { stage: mapped, created: false };
  expect(await putStage(portsOf(mapped), change, "prod")).toEqual(unchanged);
  expect(await patchStage(portsOf(mapped), change, undefined)).toEqual(unchanged);
  expect(done).toEqual([]);
});

test("removing a stage's mapping announces the profile it was mapped to", async () => {
  await deleteStage(portsOf(mapped), change);
  expect(done).toEqual(["deleted", ["profiles.v1.stage.unmapped", about, { ...base, previous: "prod" }]]);
});

test("mapping a stage to an unknown profile is invalid at $.profile", async () => {
  await expect(putStage(portsOf(undefined), change, "prdo")).rejects.toMatchObject({
    code: "invalid",
    facts: { errors: [{ path: "$.profile", message: "names no profile of acmecorp. Did you mean prod?" }] },
  });
});

test("an unknown app or stage in the path fails with not-found", async () => {
  await expect(putStage(portsOf(undefined, []), { ...change, app: "storefornt" }, "dev")).rejects.toThrow(
    "Did you mean storefront?",
  );
  for (const attempt of [
    patchStage(portsOf(undefined), change, "dev"),
    deleteStage(portsOf(undefined), change),
  ]) {
    await expect(attempt).rejects.toMatchObject({ code: "not-found" });
  }
});
