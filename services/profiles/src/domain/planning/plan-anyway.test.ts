import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import type { PlanPorts } from "./plan.ts";
import { planAnyway } from "./plan-anyway.ts";
import type { AppStanding } from "./standing.ts";
import type { TargetContent } from "./target-standing.ts";

const target = makeTarget();
const role = (name: string) => ({
  roleArn: `arn:aws:iam::222222222222:role/${name}`,
  durationSeconds: 3_600,
});
const standing: AppStanding = {
  ...{
    ofStage: null,
    ofApp: null,
    orgStages: [],
    inheritsStages: true,
    unprofiled: "refuse",
    orgClients: {},
  },
  mode: "providers",
  service: { contentId: "1", provider: null, inherits: true, isBlueprint: false },
  instance: undefined,
  providers: { instance: undefined, service: undefined, org: undefined },
};
const content: TargetContent = {
  parameters: [
    { key: "A", isNone: false },
    { key: "B", isNone: false },
  ],
  requiredParameters: ["MISSING"],
  referenceKeys: ["B"],
};
const ports: PlanPorts = {
  getContent: () => Promise.reject(new Error("no profile applies")),
  findTargetContent: async () => content,
  listNearApps: async () => [],
};
const planOf = (app: Partial<AppStanding>) => planAnyway(ports, target, { ...standing, ...app });

test("where nobody names a provider or a profile, and a key is missing, the values that can be read are planned", async () => {
  expect(await planOf({})).toMatchObject({
    ...{ profile: null, provider: null, accessRole: null, parameterKeys: ["A"] },
    origins: { service: "1", instance: null, staticKeys: null },
  });
});

test("a reference is planned as long as a role can read it", async () => {
  const org = { name: "aws", revision: 1, accessRole: role("deploy") };
  const linked = await planOf({ providers: { ...standing.providers, org } });
  expect(linked).toMatchObject({ parameterKeys: ["A", "B"], accessRole: role("deploy") });
  const unfit = { ...org, accessRole: role("{service}") };
  const misnamed = planAnyway(
    ports,
    { ...target, service: "no/part/of/a/role" },
    { ...standing, providers: { ...standing.providers, org: unfit } },
  );
  expect(await misnamed).toMatchObject({ parameterKeys: ["A"], accessRole: null });
});

test("an app that does not exist is not planned", async () => {
  await expect(planAnyway(ports, target, undefined)).rejects.toMatchObject({ code: "not-found" });
});
