import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { requireCfnRole } from "./require-cfn-role.ts";

const target = makeTarget();
const arn = "arn:aws:iam::222222222222:role/cloudformation";
const violation = ["no cfnRole set: set provider.iam.deploymentRole in the declaration"];

for (const { guarantee, provider, says } of [
  { guarantee: "accepts cfnRole", provider: { cfnRole: arn }, says: [] },
  { guarantee: "accepts iam.deploymentRole", provider: { iam: { deploymentRole: arn } }, says: [] },
  {
    guarantee: "accepts an intrinsic that resolves to a role",
    provider: { cfnRole: { "Fn::Sub": arn } },
    says: [],
  },
  { guarantee: "refuses a provider without a role", provider: { name: "aws" }, says: violation },
  {
    guarantee: "refuses an empty role",
    provider: { cfnRole: " ", iam: { deploymentRole: "" } },
    says: violation,
  },
  {
    guarantee: "refuses AWS::NoValue, which is no role",
    provider: { cfnRole: { Ref: "AWS::NoValue" } },
    says: violation,
  },
  {
    guarantee: "refuses an object that is no intrinsic",
    provider: { iam: { deploymentRole: { x: 1 } } },
    says: violation,
  },
  {
    guarantee: "refuses a role that only one branch sets",
    provider: { cfnRole: { "Fn::If": ["IsProd", arn, { Ref: "AWS::NoValue" }] } },
    says: violation,
  },
  {
    guarantee: "accepts a provider that sets a role in both branches",
    provider: { "Fn::If": ["IsProd", { cfnRole: arn }, { cfnRole: `${arn}-test` }] },
    says: [],
  },
  {
    guarantee: "refuses a provider of which one branch has no role",
    provider: { "Fn::If": ["IsProd", { cfnRole: arn }, { Ref: "AWS::NoValue" }] },
    says: violation,
  },
  { guarantee: "refuses true, which names no role", provider: { cfnRole: true }, says: violation },
  { guarantee: "refuses null", provider: { cfnRole: null, iam: null }, says: violation },
  { guarantee: "refuses a declaration without a provider", provider: undefined, says: violation },
  { guarantee: "refuses a provider that is only a name", provider: "aws", says: violation },
]) {
  test(`require-cfn-role ${guarantee}`, async () => {
    const document = { target, now: "2026-11-20T12:00:00Z", declaration: { provider } };
    expect(await messagesOf(requireCfnRole, document)).toEqual(says);
  });
}

test("require-cfn-role refuses settings, since the policy has none", () => {
  for (const none of [undefined, null, {}])
    expect(requireCfnRole.settings.safeParse(none).success).toBe(true);
  for (const some of [{ role: arn }, [], arn])
    expect(requireCfnRole.settings.safeParse(some).success).toBe(false);
});
