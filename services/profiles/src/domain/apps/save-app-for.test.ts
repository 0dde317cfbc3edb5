import { Principal } from "@stagepass/contracts";
import { beforeEach, expect, test } from "vitest";
import { makeApp, makeStage } from "../../../test/app.ts";
import type { App } from "./app.ts";
import { type SaveAppForPorts, saveAppFor } from "./save-app-for.ts";

const app = makeApp({ description: "Shop", defaultProfile: "dev", revision: 4 });
const prod = makeStage({ revision: 2 });
const at = { org: "acmecorp", app: "storefront" };
const admin = Principal.parse({ role: "admin", keyId: "key_2", org: "acmecorp", scope: {} });

let announced: unknown[];
beforeEach(() => {
  announced = [];
});

function portsOf(current: App | undefined): SaveAppForPorts {
  return {
    listStagesOfApps: async () => [{ app: "storefront", stage: "prod", profile: "prod" }],
    transaction: (work) =>
      work({
        claimApp: async () => current,
        lockApp: async () => current,
        findStage: async (_org, _app, name) => (name === "prod" ? prod : undefined),
        holdProfile: async (_org, profile) => ["dev", "prod"].includes(profile),
        writeApp: async (_org, next) => ({ ...app, ...next }),
        writeStage: async (_org, _app, next) => makeStage(next),
        deleteStage: () => Promise.reject(new Error("nothing is unmapped by saving")),
        announce: async ({ subject }, about) => void announced.push([subject, about]),
        listNearProfiles: async () => ["dev", "prod"],
        listNearApps: async () => ["storefront"],
        listNearStages: async () => [],
      }),
  };
}

test("saving an app with stages announces the app, then each stage whose mapping changed, and no other stage", async () => {
  const stages = [
    { stage: "prod", profile: "prod" },
    { stage: "test", profile: "dev" },
  ];
  const saved = await saveAppFor(portsOf(app), admin, { ...at, defaultProfile: "prod", stages });
  expect(saved).toMatchObject({
    created: false,
    app: { defaultProfile: "prod", stages: [{ stage: "prod", profile: "prod" }] },
  });
  expect(announced).toEqual([
    ["profiles.v1.app.default-changed", "acmecorp/apps/storefront"],
    ["profiles.v1.stage.mapped", "acmecorp/apps/storefront/stages/test"],
  ]);
});

test("saving an app with a stage of an unknown profile is invalid at the stage's path", async () => {
  const stages = [
    { stage: "prod", profile: "dev" },
    { stage: "test", profile: "dve" },
  ];
  await expect(saveAppFor(portsOf(app), admin, { ...at, stages })).rejects.toMatchObject({
    code: "invalid",
    facts: {
      errors: [{ path: "$.stages[1].profile", message: "names no profile of acmecorp. Did you mean dev?" }],
    },
  });
});

test("saving an app that may only be created never changes one, and one that may only be changed is never created", async () => {
  await expect(saveAppFor(portsOf(app), admin, { ...at, only: "create" })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(saveAppFor(portsOf(undefined), admin, { ...at, only: "change" })).rejects.toMatchObject({
    code: "not-found",
  });
  expect(announced).toEqual([]);
  expect(await saveAppFor(portsOf(undefined), admin, { ...at, only: "create" })).toMatchObject({
    created: true,
  });
  expect(await saveAppFor(portsOf(app), admin, { ...at, only: "change" })).toMatchObject({ created: false });
});
