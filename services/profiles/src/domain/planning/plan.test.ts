import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import { type PlanPorts, plan } from "./plan.ts";
import type { AppStanding } from "./standing.ts";
import type { VersionContent } from "./version-content.ts";

const target = makeTarget();
const contents: Readonly<Record<string, VersionContent>> = {
  "dev 2": {
    accessRole: null,
    parameterKeys: ["KEY_OF_dev"],
    referenceKeys: [],
    safeguards: [],
    clients: {},
  },
  "prod 7": {
    accessRole: null,
    parameterKeys: ["KEY_OF_prod"],
    referenceKeys: [],
    safeguards: [],
    clients: { legacy: "allow" },
  },
};
const ports: PlanPorts = {
  getContent: async ({ profile, version }) => {
    const content = contents[`${profile} ${version}`];
    if (content === undefined) throw new Error(`nobody should ask for ${profile} ${version}`);
    return content;
  },
  findTargetContent: () => Promise.reject(new Error("this app resolves by profiles")),
  listNearApps: async () => ["storefront", "backoffice"],
};
const app: AppStanding = {
  ofStage: { name: "prod", version: 7 },
  ofApp: { name: "dev", version: 2 },
  ...{ orgStages: [], inheritsStages: true, unprofiled: "refuse" },
  orgClients: { legacy: "plan-only" },
  mode: "profiles",
  ...{ service: undefined, instance: undefined },
  providers: { instance: undefined, service: undefined, org: undefined },
};

test("a plan uses the stage's own profile alone and nothing of the app's default", async () => {
  expect(await plan(ports, target, app)).toEqual({
    profile: { name: "prod", version: 7, matchedBy: "stage" },
    provider: null,
    accessRole: null,
    parameterKeys: ["KEY_OF_prod"],
    safeguards: [],
    clients: { legacy: "allow" },
  });
});

test("a plan uses the app's default profile when the stage has none of its own", async () => {
  const unmapped = { ...app, ofStage: null };
  expect(await plan(ports, target, unmapped)).toMatchObject({
    profile: { name: "dev", version: 2, matchedBy: "default" },
    parameterKeys: ["KEY_OF_dev"],
    clients: { legacy: "plan-only" },
  });
});

test("a plan uses the organization's stage map when the app has no profile for the stage", async () => {
  const orgStages = [{ stages: "prod*", name: "prod", version: 7 }];
  expect(await plan(ports, target, { ...app, ofStage: null, ofApp: null, orgStages })).toMatchObject({
    profile: { name: "prod", version: 7, matchedBy: "org-stages" },
    parameterKeys: ["KEY_OF_prod"],
  });
});

test("a plan without a profile fails with no-profile", async () => {
  await expect(plan(ports, target, { ...app, ofStage: null, ofApp: null })).rejects.toMatchObject({
    code: "no-profile",
  });
});

test("a plan without a profile has nothing where the app allows it, and the organization's rule for existing clients", async () => {
  const unprofiled: AppStanding = { ...app, ofStage: null, ofApp: null, unprofiled: "allow" };
  expect(await plan(ports, target, unprofiled)).toEqual({
    ...{ profile: null, provider: null, accessRole: null, parameterKeys: [], safeguards: [] },
    clients: { legacy: "plan-only" },
  });
  const silent = { ...unprofiled, orgClients: {} };
  expect(await plan(ports, target, silent)).toMatchObject({ clients: { legacy: "deny" } });
});

test("an app that allows deploys without a profile still gets the profile that applies", async () => {
  expect(await plan(ports, target, { ...app, unprofiled: "allow" })).toMatchObject({
    profile: { name: "prod", matchedBy: "stage" },
  });
});

test("a plan denies existing clients when the organization does, whatever the profile says", async () => {
  const denying = { ...app, orgClients: { legacy: "deny" } as const };
  expect(await plan(ports, target, denying)).toMatchObject({ clients: { legacy: "deny" } });
});

test("a plan for an unknown app fails with not-found and the nearest name", async () => {
  await expect(plan(ports, { ...target, app: "storefornt" }, undefined)).rejects.toMatchObject({
    code: "not-found",
    message: 'There is no app "storefornt" in acmecorp. Did you mean storefront?',
  });
});
