import { expect, test } from "vitest";
import { roleArn } from "../../test/deployment.ts";
import { locateSsm, type SsmLocation } from "../domain/secrets/ssm-location.ts";
import { ssmBatches } from "./ssm-batches.ts";

function located(name: string, version?: number, region = "eu-central-1"): SsmLocation {
  const location = locateSsm({ name, ...(version === undefined ? {} : { version }) }, roleArn, region);
  if (location === undefined) throw new Error(`${name} is no parameter`);
  return location;
}
const sizes = (parameters: readonly SsmLocation[]) => ssmBatches(parameters).map(({ batch }) => batch.length);

test("parameters are read ten at a time", () => {
  expect(sizes(Array.from({ length: 23 }, (_, index) => located(`/p/${index}`)))).toEqual([10, 10, 3]);
});

test("no call reads from two regions", () => {
  const batches = ssmBatches([located("/a"), located("/b", undefined, "us-east-2"), located("/c")]);
  expect(batches.map(({ region, batch }) => [region, batch.map(({ name }) => name)])).toEqual([
    ["eu-central-1", ["/a", "/c"]],
    ["us-east-2", ["/b"]],
  ]);
});

test("no call names one parameter twice, whether by version, by ARN or without the slash", () => {
  const arn = "arn:aws:ssm:eu-central-1:222222222222:parameter/a";
  expect(sizes([located("/a", 1), located("/a", 2), located(arn), located("a"), located("/b")])).toEqual([
    2, 1, 1, 1,
  ]);
});
