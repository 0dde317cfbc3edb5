import { expect, test } from "vitest";
import {
  euOnly,
  evaluateDeploy,
  hasRole,
  noSecrets,
  type Safeguard,
  usOnly,
} from "../../../test/evaluating.ts";

const noWildcards: Safeguard = {
  name: "No wildcards",
  safeguard: "no-wild-iam-role-statements",
  enforcementLevel: "error",
};
const statement = { Effect: "Allow", Action: ["s3:GetObject", "s3:*"], Resource: "arn:aws:s3:::receipts/*" };
const policy = (Statement: unknown) => ({
  Type: "AWS::IAM::ManagedPolicy",
  Properties: { PolicyDocument: { Statement } },
});
const template = { Resources: { Receipts: policy([statement]), Orders: policy([statement]) } };
const placeIn = (resource: string) => ({
  document: "template",
  path: `$.Resources.${resource}.Properties.PolicyDocument.Statement[0].Action[1]`,
  resource,
});

test("a result names the place and the resource of each of its messages, in their order", async () => {
  const { results } = await evaluateDeploy([noWildcards], { template });
  expect(results[0]?.messages).toHaveLength(2);
  expect(results[0]?.places).toEqual([placeIn("Receipts"), placeIn("Orders")]);
});

test("a result names no place of a violation that is exempt, and none for the sentence about an ended exemption", async () => {
  const exempt = (resource: string, until: string) => ({
    what: { resources: [resource] },
    why: "Replaced soon",
    who: "ada@example.com",
    until,
  });
  const exemptions = [exempt("Receipts", "2027-01-01T00:00:00Z"), exempt("Orders", "2026-01-01T00:00:00Z")];
  const { results } = await evaluateDeploy([{ ...noWildcards, exemptions }], { template });
  expect(results[0]?.messages).toEqual([
    expect.stringContaining("$.Resources.Orders"),
    "The exemption by ada@example.com ended on 2026-01-01T00:00:00Z.",
  ]);
  expect(results[0]?.places).toEqual([placeIn("Orders"), null]);
});

test("a result names the place in the declaration where that is what breaks the rule", async () => {
  const { results } = await evaluateDeploy([hasRole], { declaration: {} });
  expect(results[0]?.places).toEqual([{ document: "declaration", path: "$.provider" }]);
});

test("a result that is about no document, passes or lacks an input names no places", async () => {
  const { results } = await evaluateDeploy([usOnly, euOnly, noSecrets]);
  expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "passed", "skipped"]);
  expect(results.map((result) => "places" in result)).toEqual([false, false, false]);
});

test("a result names the places of as many violations as it shows, and leaves out a path that nobody could read", async () => {
  const many = Array.from({ length: 60 }, () => statement);
  const long = "x".repeat(1_000);
  const { results } = await evaluateDeploy([noWildcards, noSecrets], {
    template: {
      Resources: {
        Receipts: policy(many),
        Fn: {
          Type: "AWS::Lambda::Function",
          Properties: {
            Environment: { Variables: { [long]: "AKIAIOSFODNN7EXAMPLQ", KEY: "AKIAIOSFODNN7EXAMPLQ" } },
          },
        },
      },
    },
  });
  expect(results[0]?.messages.at(-1)).toBe("… and 10 more.");
  expect(results[0]?.places).toHaveLength(51);
  expect(results[0]?.places?.at(-2)).toMatchObject({ path: expect.stringContaining("Statement[49]") });
  expect(results[0]?.places?.at(-1)).toBeNull();
  expect(results[1]?.places).toEqual([null, expect.objectContaining({ resource: "Fn" })]);
});
