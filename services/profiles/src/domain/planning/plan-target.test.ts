import type { AppMode, KnownTarget } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { makeTarget } from "../../../../../test/support/target.ts";
import { planTarget } from "./plan-target.ts";
import type { AppStanding } from "./standing.ts";
import type { TargetContent } from "./target-standing.ts";

const { region: _, ...withoutRegion } = makeTarget();
const { service: __, ...withoutService } = withoutRegion;
const role = { roleArn: "arn:aws:iam::222222222222:role/deploy", durationSeconds: 3_600 };
const profile = { accessRole: role, parameterKeys: ["A"], referenceKeys: [] };
const link = { contentId: "1", provider: null, inherits: true, isBlueprint: false };
const standing: AppStanding = {
  ...{ ofStage: null, ofApp: null, orgStages: [], inheritsStages: true, unprofiled: "allow", orgClients: {} },
  mode: "profiles",
  ...{ service: link, instance: undefined },
  providers: { instance: undefined, service: undefined, org: { name: "aws", revision: 1, accessRole: role } },
};

function planOf(mode: AppMode, target: KnownTarget, content: Partial<TargetContent>) {
  const found = { parameters: [], requiredParameters: [], referenceKeys: [], ...content };
  const ports = { findTargetContent: async () => found };
  return planTarget(ports, target, { app: { ...standing, mode }, profile });
}

test.each([
  ["service and region", withoutService],
  ["region", withoutRegion],
])(
  "an app by providers refuses clients that do not say their %s, and names those that do",
  async (unnamed, target) => {
    await expect(planOf("providers", target, {})).rejects.toMatchObject({
      code: "no-provider",
      message:
        `The app storefront resolves by providers, and the client does not say its ${unnamed}. Providers need ` +
        "@serverless/enterprise-plugin 4.4.1 or newer, which comes with serverless 2.x.",
    });
  },
);

test("in the mode mixed, the plan for a client that does not say its region is the profile's, and says so", async () => {
  const ofService = { parameters: [{ key: "B", isNone: false }] };
  const ofProfile = { provider: null, accessRole: role, parameterKeys: ["A"] };
  expect(await planOf("mixed", withoutRegion, ofService)).toEqual({ ...ofProfile, unnamedInstance: true });
  expect(await planOf("profiles", withoutRegion, ofService)).toEqual(ofProfile);
});

test("what a service requires must be in what the client gets, also where it does not say its region", async () => {
  const requiring = { parameters: [{ key: "B", isNone: false }], requiredParameters: ["B"] };
  for (const mode of ["profiles", "mixed"] as const) {
    await expect(planOf(mode, withoutRegion, requiring)).rejects.toMatchObject({
      code: "missing-parameter",
      message: expect.stringMatching(
        /service "checkout" of storefront must find the parameter B, and the stage "prod" /,
      ),
    });
  }
});
