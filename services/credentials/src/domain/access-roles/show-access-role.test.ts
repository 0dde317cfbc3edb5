import { AccessRoleView, Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { ownIdentityOf } from "./own-identity.ts";
import { type OnboardingPorts, showAccessRole } from "./show-access-role.ts";

const roleArn = "arn:aws:iam::222222222222:role/teams/web/deploy";
const planRoleArn = "arn:aws:iam::222222222222:role/plan";
const ports: OnboardingPorts = {
  getAccessRole: async () => ({ roleArn, durationSeconds: 900 }),
  getOwnIdentity: async () => ownIdentityOf(own),
  getExternalId: async (org, role) => `${org}:${role}`,
};
const own = "arn:aws-us-gov:iam::111111111111:user/services/stagepass";
const wanted = { org: "acmecorp", profile: "prod" };

test("the trust policy admits Stagepass's own user, and only with the external ID", async () => {
  const view = AccessRoleView.parse(await showAccessRole(ports, wanted));
  const Principal = { AWS: own };
  expect(view).toMatchObject({ roleArn, externalId: `acmecorp:${roleArn}` });
  expect(view.trustPolicy["Statement"]).toEqual([
    {
      Sid: "StagepassAssumesWithExternalId",
      Effect: "Allow",
      Principal,
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": view.externalId } },
    },
    {
      Sid: "StagepassNamesTheDeployment",
      Effect: "Allow",
      Principal,
      Action: ["sts:TagSession", "sts:SetSourceIdentity"],
    },
  ]);
});

test("the trust policy admits no other role of the account when Stagepass is a session of a role", async () => {
  const session = "arn:aws:sts::111111111111:assumed-role/stagepass/task-1";
  const view = AccessRoleView.parse(
    await showAccessRole({ ...ports, getOwnIdentity: async () => ownIdentityOf(session) }, wanted),
  );
  const statement = {
    Principal: { AWS: "arn:aws:iam::111111111111:root" },
    Condition: {
      ArnLike: {
        "aws:PrincipalArn": [
          "arn:aws:iam::111111111111:role/stagepass",
          "arn:aws:iam::111111111111:role/*/stagepass",
        ],
      },
    },
  };
  expect(view.trustPolicy["Statement"]).toMatchObject([statement, statement]);
  expect(view.stagepass).toEqual({ arn: session, explanation: expect.stringContaining("by a condition") });
});

test("the trust policy does not mention a source identity when the profile's sessions have none", async () => {
  const role = { roleArn, planRoleArn, durationSeconds: 900, sourceIdentity: "none" } as const;
  const view = await showAccessRole({ ...ports, getAccessRole: async () => role }, wanted);
  expect(JSON.stringify(view)).not.toContain("SetSourceIdentity");
  for (const { trustPolicy } of [view, view.planRole ?? view]) {
    expect(trustPolicy).toHaveProperty("Statement[1].Action", "sts:TagSession");
  }
});

test("the template creates the role under the name and path of its ARN", async () => {
  const { cloudFormationTemplate, trustPolicy } = await showAccessRole(ports, wanted);
  expect(cloudFormationTemplate).toMatchObject({
    AWSTemplateFormatVersion: "2010-09-09",
    Parameters: { ManagedPolicyArns: { Type: "CommaDelimitedList" } },
    Resources: {
      AccessRole: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: "deploy",
          Path: "/teams/web/",
          MaxSessionDuration: 3_600,
          AssumeRolePolicyDocument: trustPolicy,
          ManagedPolicyArns: { Ref: "ManagedPolicyArns" },
        },
      },
    },
    Outputs: { RoleArn: { Value: { "Fn::GetAtt": ["AccessRole", "Arn"] } } },
  });
});

test("the template allows the role sessions as long as the profile requests", async () => {
  const view = await showAccessRole(
    { ...ports, getAccessRole: async () => ({ roleArn, durationSeconds: 43_200 }) },
    wanted,
  );
  expect(view.cloudFormationTemplate).toHaveProperty(
    "Resources.AccessRole.Properties.MaxSessionDuration",
    43_200,
  );
});

test("the plan role is shown with an external ID of its own", async () => {
  const view = AccessRoleView.parse(
    await showAccessRole(
      { ...ports, getAccessRole: async () => ({ roleArn, planRoleArn, durationSeconds: 3_600 }) },
      wanted,
    ),
  );
  expect(view.planRole).toMatchObject({ roleArn: planRoleArn, externalId: `acmecorp:${planRoleArn}` });
});

test("a profile without an access role fails with not-found, which says how to set one, and creates no external ID", async () => {
  const failure = showAccessRole(
    {
      ...ports,
      getAccessRole: async () => null,
      getExternalId: async () => Promise.reject(new Error("was asked for an external ID")),
    },
    wanted,
  );
  await expect(failure).rejects.toMatchObject({ code: "not-found" });
  await expect(failure).rejects.toThrow("PATCH /v1/orgs/acmecorp/profiles/prod");
});

test("showing an access role fails when Stagepass's own identity cannot be read", async () => {
  const unavailable = new Problem("unavailable", "Stagepass's own AWS credentials do not work.");
  const failing = { ...ports, getOwnIdentity: async () => Promise.reject(unavailable) };
  await expect(showAccessRole(failing, wanted)).rejects.toBe(unavailable);
});

test("a role that is not saved yet is described as it is named, also for a profile without one", async () => {
  const without = { ...ports, getAccessRole: async () => null };
  const named = { roleArn, planRoleArn, durationSeconds: 7_200, sourceIdentity: "none" } as const;
  const view = AccessRoleView.parse(await showAccessRole(without, wanted, named));
  expect(view).toMatchObject({
    roleArn,
    externalId: `acmecorp:${roleArn}`,
    planRole: { roleArn: planRoleArn },
  });
  expect(JSON.stringify(view.trustPolicy)).not.toContain("SetSourceIdentity");
  const { cloudFormationTemplate } = await showAccessRole(without, wanted, {
    roleArn,
    durationSeconds: 7_200,
  });
  expect(JSON.stringify(cloudFormationTemplate)).toContain('"MaxSessionDuration":7200');
});

test("a profile that does not exist is not found, whatever role is named", async () => {
  const gone = new Problem("not-found", "There is no such profile.");
  const getAccessRole = () => Promise.reject(gone);
  await expect(showAccessRole({ ...ports, getAccessRole }, wanted, { roleArn })).rejects.toBe(gone);
});
