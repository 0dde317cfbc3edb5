import { expect, test } from "vitest";
import { startPolicy } from "./start-policy.ts";

test("the policy to start from changes only roles of the same account and partition", () => {
  const { Statement } = startPolicy("arn:aws-us-gov:iam::123456789012:role/path/deploy");
  expect(Statement.slice(1).map(({ Resource }) => Resource)).toEqual([
    "arn:aws-us-gov:iam::123456789012:role/*-lambdaRole",
    "arn:aws-us-gov:iam::123456789012:role/*-lambdaRole",
  ]);
});
