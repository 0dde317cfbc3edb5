import { expect, test } from "vitest";
import { Outdated, settingsOf } from "./settings-of.ts";
import type { AppStanding } from "./standing.ts";
import type { TargetContent } from "./target-standing.ts";

const role = { roleArn: "arn:aws:iam::222222222222:role/deploy", durationSeconds: 3_600 };
const profile = { accessRole: role, parameterKeys: ["P"], referenceKeys: ["P"] };
const app: AppStanding = {
  ...{ ofStage: null, ofApp: null, orgStages: [], inheritsStages: true, unprofiled: "allow", orgClients: {} },
  mode: "mixed",
  service: { contentId: "1", provider: "shared", inherits: true, isBlueprint: false },
  instance: { contentId: "2", provider: { none: true }, inherits: false, isBlueprint: false },
  providers: { instance: undefined, service: undefined, org: { name: "aws", revision: 1, accessRole: role } },
};
const contents: Readonly<Record<string, TargetContent>> = {
  "acmecorp 1": {
    parameters: [{ key: "S", isNone: false }],
    requiredParameters: ["S"],
    referenceKeys: ["S"],
  },
  "acmecorp 2": { parameters: [{ key: "I", isNone: true }], requiredParameters: [], referenceKeys: [] },
};

function settingsFrom(found: Readonly<Record<string, TargetContent>>, of: AppStanding = app) {
  const ports = {
    findTargetContent: async (name: { org: string; contentId: string }) =>
      found[`${name.org} ${name.contentId}`],
  };
  return settingsOf(ports, { org: "acmecorp" }, { app: of, profile });
}

test("settings hold what each level says, with the references of each", async () => {
  expect(await settingsFrom(contents)).toMatchObject({
    mode: "mixed",
    instance: { provider: { none: true }, parameters: [{ key: "I", isNone: true }], inherits: false },
    service: {
      provider: "shared",
      parameters: [{ key: "S", isNone: false }],
      requiredParameters: ["S"],
    },
    orgDefault: "aws",
    profile: { hasRole: true, parameterKeys: ["P"] },
    referenceKeys: { instance: [], service: ["S"], profile: ["P"] },
  });
});

test("a level that does not exist says nothing, and nothing is read for it", async () => {
  const providers = { ...app.providers, org: undefined };
  expect(await settingsFrom({}, { ...app, service: undefined, instance: undefined, providers })).toEqual({
    ...{ mode: "mixed", service: undefined, instance: undefined, orgDefault: undefined },
    profile: { hasRole: true, parameterKeys: ["P"] },
    referenceKeys: { instance: [], service: [], profile: ["P"] },
  });
});

test.each(["acmecorp 1", "acmecorp 2"])(
  "settings are outdated, and never those of one level alone, when %s was changed meanwhile",
  async (changed) => {
    const { [changed]: _, ...left } = contents;
    await expect(settingsFrom(left)).rejects.toThrow(Outdated);
  },
);
