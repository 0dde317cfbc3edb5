import { expect, test } from "vitest";
import { roleArn } from "../../../test/deployment.ts";
import { locateSsm } from "./ssm-location.ts";

const arn = "arn:aws-us-gov:ssm:us-gov-west-1:333333333333:parameter/prod/url";

test("a name is located in the role's account and partition, and in the target's region", () => {
  const located = (name: string, role = roleArn) => locateSsm({ name }, role, "eu-central-1")?.resource;
  expect(located("/prod/url")).toBe("arn:aws:ssm:eu-central-1:222222222222:parameter/prod/url");
  expect(located("url")).toBe("arn:aws:ssm:eu-central-1:222222222222:parameter/url");
  expect(located("url", "arn:aws-cn:iam::222222222222:role/deploy")).toMatch(/^arn:aws-cn:ssm:/);
});

test("an ARN is located in its own region, also when the target has none", () => {
  const location = { name: arn, selector: undefined, region: "us-gov-west-1", resource: arn };
  expect(locateSsm({ name: arn }, roleArn, "eu-central-1")).toEqual(location);
  expect(locateSsm({ name: arn }, roleArn, undefined)).toEqual(location);
});

test("a version or a label selects, and is no part of the policy's resource", () => {
  const selected = (given: object) => locateSsm({ name: "/prod/url", ...given }, roleArn, "eu-central-1");
  expect(selected({ version: 3 })).toMatchObject({
    selector: "3",
    resource: expect.not.stringContaining(":3"),
  });
  expect(selected({ label: "live" })).toMatchObject({ selector: "live" });
});

test("what is no name is not located, and neither is a name without a region", () => {
  expect(locateSsm({ name: "/prod/*" }, roleArn, "eu-central-1")).toBeUndefined();
  expect(locateSsm({ name: "/prod/url" }, roleArn, undefined)).toBeUndefined();
});
