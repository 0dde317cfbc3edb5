import type { DeployTarget } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import { explain } from "./explain.ts";
import type { PlanPorts } from "./plan.ts";
import { Outdated } from "./settings-of.ts";
import type { AppStanding } from "./standing.ts";
import type { TargetContent } from "./target-standing.ts";

const target = makeTarget();
const role = { roleArn: "arn:aws:iam::222222222222:role/deploy", durationSeconds: 3_600 };
const value = (key: string) => ({ key, isNone: false });
const none = (key: string) => ({ key, isNone: true });
const empty: TargetContent = { parameters: [], requiredParameters: [], referenceKeys: [] };
const link = { provider: null, inherits: true, isBlueprint: false };
const app: AppStanding = {
  ...{ ofStage: { name: "prod", version: 7 }, ofApp: { name: "dev", version: 2 }, orgStages: [] },
  ...{ inheritsStages: true, unprofiled: "refuse", orgClients: {}, mode: "providers" },
  service: { ...link, contentId: "service" },
  instance: { ...link, contentId: "instance" },
  providers: { instance: undefined, service: undefined, org: { name: "aws", revision: 4, accessRole: role } },
};

interface Set {
  readonly service?: Partial<TargetContent>;
  readonly instance?: Partial<TargetContent>;
}

function explained(of: AppStanding, set: Set = {}, asked: DeployTarget = target) {
  const found: Readonly<Record<string, TargetContent>> = {
    service: { ...empty, ...set.service },
    instance: { ...empty, ...set.instance },
  };
  const ports: PlanPorts = {
    getContent: async () => ({
      ...{ accessRole: role, parameterKeys: ["KEY"], referenceKeys: [], safeguards: [], clients: {} },
    }),
    findTargetContent: async ({ contentId }) => found[contentId],
    listNearApps: async () => ["storefront"],
  };
  return explain(ports, { target: asked, purpose: "deploy" }, of);
}

test("what a level hides is named, with the rule of each candidate", async () => {
  const both = { service: { parameters: [value("KEY")] }, instance: { parameters: [value("KEY")] } };
  const { parameters, profile, problem } = await explained(app, both);
  expect(parameters).toMatchObject([
    {
      ...{ key: "KEY", source: "instance", overrides: ["service"] },
      candidates: [
        { rule: 8, fate: "applies" },
        { rule: 9, fate: "hidden" },
        { rule: 10, fate: "ignored", because: "The app resolves by providers." },
      ],
    },
  ]);
  expect(profile.candidates).toMatchObject([
    { rule: 1, names: "prod", fate: "applies" },
    { rule: 2, names: "dev", fate: "hidden" },
    { rule: 3, names: null, fate: "empty" },
  ]);
  expect(problem).toBeNull();
});

test("none hides what lies below, and is never taken for a name or a value", async () => {
  const unlinked = {
    ...app,
    instance: { ...link, contentId: "instance", provider: { none: true } as const },
  };
  const { parameters, credentials } = await explained(unlinked, {
    service: { parameters: [value("KEY")] },
    instance: { parameters: [none("KEY")] },
  });
  expect(parameters).toMatchObject([
    {
      ...{ source: null, overrides: ["service"] },
      candidates: [{ none: true, names: null, fate: "applies" }, { none: false, fate: "hidden" }, {}],
    },
  ]);
  expect(credentials).toMatchObject({
    chosen: { kind: "none", provider: null, roleArn: null },
    candidates: [
      { rule: 4, names: null, none: true, fate: "applies" },
      {},
      { names: "aws", fate: "hidden" },
      {},
    ],
  });
});

test("what an instance does not inherit is ignored, for that reason, and the refusal of the deploy is in the answer", async () => {
  const alone = { ...app, instance: { ...link, contentId: "instance", inherits: false } };
  const { credentials, problem } = await explained(alone);
  expect(credentials).toMatchObject({
    chosen: null,
    candidates: [
      {},
      {},
      { rule: 6, names: "aws", fate: "ignored", because: "The instance inherits nothing." },
      {},
    ],
  });
  expect(problem).toMatchObject({
    code: "no-provider",
    detail: expect.stringContaining("inherits nothing"),
  });
});

test("a demanded parameter that the deploy would miss is listed and is the problem", async () => {
  const { parameters, problem } = await explained(app, { service: { requiredParameters: ["DB_URL"] } });
  const missing = { key: "DB_URL", source: null, overrides: [], required: true, candidates: [] };
  expect(parameters).toContainEqual(missing);
  expect(problem).toMatchObject({
    code: "missing-parameter",
    detail: expect.stringContaining("must find the parameter DB_URL"),
  });
});

test("what is set without counting in the mode profiles is shown, and ignored for that reason", async () => {
  const aws = { name: "aws", revision: 4, accessRole: role };
  const byProfiles: AppStanding = {
    ...{ ...app, mode: "profiles", providers: { ...app.providers, instance: aws } },
    instance: { ...link, contentId: "instance", provider: "aws" },
  };
  const { credentials, parameters } = await explained(byProfiles, {
    service: { parameters: [value("DB_URL")] },
    instance: { parameters: [none("KEY")] },
  });
  const because = "The app resolves by profiles.";
  expect(credentials).toMatchObject({
    chosen: { kind: "role", provider: null },
    candidates: [
      { rule: 4, isSet: true, names: "aws", fate: "ignored", because },
      { rule: 5, isSet: false, names: null, fate: "ignored", because },
      { rule: 6, isSet: true, names: "aws", fate: "ignored", because },
      { rule: 7, isSet: true, fate: "applies" },
    ],
  });
  expect(parameters).toMatchObject([
    {
      ...{ key: "KEY", source: "profile", overrides: [] },
      candidates: [
        { isSet: true, none: true, fate: "ignored" },
        { isSet: false },
        { isSet: true, fate: "applies" },
      ],
    },
    {
      ...{ key: "DB_URL", source: null, overrides: [] },
      candidates: [
        { isSet: false },
        { isSet: true, fate: "ignored", because },
        { isSet: false, fate: "empty" },
      ],
    },
  ]);
});

test("the stage map of the organization is shown where it is hidden, and where the app does not inherit it", async () => {
  const mapped = { ...app, orgStages: [{ stages: "p*", name: "shared", version: 3 }] };
  const ofMap = async (of: AppStanding) => (await explained(of)).profile.candidates[2];
  expect(await ofMap(mapped)).toMatchObject({ rule: 3, isSet: true, names: "shared", fate: "hidden" });
  expect(await ofMap({ ...mapped, inheritsStages: false })).toMatchObject({
    ...{ rule: 3, isSet: true, names: "shared", fate: "ignored" },
    because: "The app does not inherit the organization's stage map.",
  });
});

test("without a profile, the problem says so, and the credentials are explained all the same", async () => {
  const { profile, credentials, problem } = await explained({ ...app, ofStage: null, ofApp: null });
  expect(profile.chosen).toBeNull();
  expect(credentials.candidates).toMatchObject([{}, {}, { names: "aws", fate: "applies" }, {}]);
  expect(problem).toMatchObject({ code: "no-profile" });
});

test("what was changed meanwhile is no problem of the deploy: the answer is begun anew", async () => {
  const changed = { ...app, service: { ...link, contentId: "changed meanwhile" } };
  await expect(explained(changed)).rejects.toThrow(Outdated);
});
