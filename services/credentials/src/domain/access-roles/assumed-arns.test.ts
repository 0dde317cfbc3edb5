import { fillAccessRole, ProviderRole } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { accessRole, roleArn, target } from "../../../test/deployment.ts";
import { assumedArns } from "./assumed-arns.ts";

const account = "arn:aws:iam::222222222222:role/";
const templates = { roleArn: `${account}{app}/{service}`, planRoleArn: `${account}{app}/plan` };
const filled = fillAccessRole(ProviderRole.parse(templates), target);

test("the external ID of a role without placeholders belongs to its own ARN", () => {
  expect(assumedArns(accessRole, target, "deploy")).toEqual({ roleArn, externalIdOf: roleArn });
});

test("the external ID of a role that a target was filled into belongs to the text before that", () => {
  expect(assumedArns(filled, target, "deploy")).toEqual({
    roleArn: `${account}storefront/checkout`,
    externalIdOf: templates.roleArn,
  });
  expect(assumedArns(filled, target, "plan")).toEqual({
    roleArn: `${account}storefront/plan`,
    externalIdOf: templates.planRoleArn,
  });
});

test("a plan without a plan role is of the deploy role, with that one's external ID", () => {
  const role = fillAccessRole(ProviderRole.parse({ roleArn: templates.roleArn }), target);
  expect(assumedArns(role, target, "plan")).toEqual(assumedArns(role, target, "deploy"));
});

test.each([
  ["another role", { ...filled, roleArn: `${account}admin` }],
  [
    "the role of another service",
    fillAccessRole(ProviderRole.parse(templates), { ...target, service: "other" }),
  ],
])("%s is not assumed with the external ID of a text that it was not made of", (_what, role) => {
  expect(() => assumedArns(role, target, "deploy")).toThrow("was not made of");
});

test("a role whose target does not fit into what it was made of is refused", () => {
  expect(() => assumedArns(filled, { ...target, service: "a/b" }, "deploy")).toThrow("cannot stand in");
});
