import { type ProviderRole, ProviderRoleView } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { ownIdentityOf } from "./own-identity.ts";
import { type ProviderRolePorts, showProviderRole } from "./show-provider-role.ts";

const account = "arn:aws:iam::222222222222:role";
const roleArn = `${account}/teams/{app}/{service}-deploy`;
const planRoleArn = `${account}/{app}-plan`;
const wanted = { org: "acmecorp", provider: "production" };
const target = { app: "storefront", service: "checkout", stage: "prod" };

function portsOf(role: ProviderRole | null): ProviderRolePorts {
  return {
    getProviderRole: async () => role,
    getOwnIdentity: async () => ownIdentityOf("arn:aws:iam::111111111111:user/stagepass"),
    getExternalId: async (org, arn) => `${org}:${arn}`,
  };
}
const ports = portsOf({ roleArn, planRoleArn, durationSeconds: 900 });
const show = async (names: object, of = ports) =>
  ProviderRoleView.parse(await showProviderRole(of, wanted, names));

test("without a target, the ARN is shown with its placeholders, which are parameters of the template", async () => {
  const view = await show({});
  expect(view).toMatchObject({ roleArn, externalId: `acmecorp:${roleArn}` });
  expect(view.explanation).toContain("{app}, {service} stand for its app, service.");
  expect(view.explanation).toContain("?app=…&service=… shows the role of one target.");
  expect(Object.keys(view.cloudFormationTemplate["Parameters"] ?? {})).toEqual([
    "App",
    "Service",
    "ManagedPolicyArns",
  ]);
  expect(view.cloudFormationTemplate).toMatchObject({
    Resources: {
      AccessRole: {
        Properties: {
          RoleName: { "Fn::Join": ["", [{ Ref: "Service" }, "-deploy"]] },
          Path: { "Fn::Join": ["", ["/teams/", { Ref: "App" }, "/"]] },
          AssumeRolePolicyDocument: view.trustPolicy,
        },
      },
    },
  });
});

test("with a target, its role is shown with the external ID of the provider's ARN", async () => {
  const view = await show(target);
  const filled = `${account}/teams/storefront/checkout-deploy`;
  expect(view).toMatchObject({ roleArn: filled, externalId: `acmecorp:${roleArn}` });
  expect(view.planRole).toMatchObject({
    roleArn: `${account}/storefront-plan`,
    externalId: `acmecorp:${planRoleArn}`,
  });
  expect(view.cloudFormationTemplate).toMatchObject({
    Resources: { AccessRole: { Properties: { RoleName: "checkout-deploy", Path: "/teams/storefront/" } } },
  });
});

test("a part of a target is refused with the names that are missing, and names that are not needed may be", async () => {
  await expect(show({ app: "storefront" })).rejects.toMatchObject({
    code: "invalid",
    facts: { errors: [{ path: "$.query.service", message: expect.stringContaining("is missing") }] },
  });
  await expect(show({ app: "storefront", service: "checkout" })).resolves.toHaveProperty("roleArn");
});

test("a target whose name does not fit is refused", async () => {
  await expect(show({ ...target, service: "a/b" })).rejects.toMatchObject({ code: "invalid-role-arn" });
});

test("a role without placeholders is that of every target, with its own external ID", async () => {
  const plain = portsOf({ roleArn: `${account}/deploy`, durationSeconds: 900 });
  for (const names of [{}, target]) {
    const view = await show(names, plain);
    expect(view).toMatchObject({ roleArn: `${account}/deploy`, externalId: `acmecorp:${account}/deploy` });
    expect(view.explanation).toBe("Every target that the provider applies to assumes this role.");
  }
});

test("a provider with static keys fails with not-found, which says how to replace them", async () => {
  await expect(show({}, portsOf(null))).rejects.toMatchObject({
    code: "not-found",
    message: expect.stringContaining("PATCH /v1/orgs/acmecorp/providers/production with accessRole.roleArn"),
  });
});
