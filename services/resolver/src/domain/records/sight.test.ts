import { type DeploymentView, Principal } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { maySee } from "./sight.ts";

const callerWith = (role: string, scope: object) =>
  Principal.parse({ role, keyId: "key_1", org: "acmecorp", scope });

const target = { org: "acmecorp", app: "storefront", stage: "prod" };
const resolution = {
  ...{ kind: "resolution", requestedBy: "key_1", target },
  profile: { name: "prod", version: 1, matchedBy: "stage" },
} as DeploymentView; // what is not looked at is left out

test("a deployer sees what it deployed itself and nothing of others, and a viewer both", () => {
  const ofAnother = { ...resolution, requestedBy: "key_2" };
  expect(maySee(callerWith("deployer", {}), resolution)).toBe(true);
  expect(maySee(callerWith("deployer", {}), ofAnother)).toBe(false);
  expect(maySee(callerWith("viewer", {}), ofAnother)).toBe(true);
});

test.each([
  ["its app", { apps: ["store*"] }, true],
  ["another app", { apps: ["billing"] }, false],
  ["everything but its stage", { stages: ["!prod"] }, false],
  ["its profile", { profiles: ["prod"] }, true],
  ["another profile", { profiles: ["dev"] }, false],
  ["some services, of which it names none", { services: ["*"] }, false],
])("a viewer of %s sees a deployment: %j %s", (_, scope, does) => {
  expect(maySee(callerWith("viewer", scope), resolution)).toBe(does);
});

test("a viewer of some profiles sees no deployment without one", () => {
  const without = { ...resolution, profile: null } as DeploymentView; // as above
  expect(maySee(callerWith("viewer", { profiles: ["*"] }), without)).toBe(false);
});
