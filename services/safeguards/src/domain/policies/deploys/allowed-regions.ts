import { Region } from "@stagepass/contracts";
import { z } from "zod";
import { definePolicy } from "../definition/policy.ts";

/** Passes only deploys to the listed regions. */
export const allowedRegions = definePolicy({
  id: "allowed-regions",
  title: "Allowed regions",
  description: "The deploy's region must be one of these.",
  fix: "Deploy to one of the permitted regions, or add this region to the safeguard's settings.",
  documentation:
    "Settings: a list of regions, or one region. Existing clients that do not send their region evaluate this rule themselves.",
  needs: ["region"],
  settings: z.union(
    [z.array(Region).min(1, "must name at least one region"), Region.transform((region) => [region])],
    "must be a region, such as eu-central-1, or a list of regions",
  ),
  defaultSettings: ["eu-central-1", "eu-west-1"],
  evaluate({ target }, regions) {
    if (regions.includes(target.region)) return [];
    const message = `Region "${target.region}" not in list of permitted regions: ${JSON.stringify(regions)}`;
    return [{ message }];
  },
});
