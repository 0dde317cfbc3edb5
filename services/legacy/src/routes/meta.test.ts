import { RegionInfo } from "@aws-cdk/region-info";
import { expect, test } from "vitest";
import { regions } from "./meta.ts";

test("the regions are those that AWS's CDK has facts about", () => {
  expect(regions).toEqual(RegionInfo.regions.map(({ name }) => name).sort());
});
