import { satisfies, valid, validRange } from "semver";
import { z } from "zod";
import { definePolicy } from "../policy.ts";

/** The deploying tool's version lies in a range. */
export const frameworkVersion = definePolicy({
  id: "framework-version",
  title: "Framework version",
  description:
    "The version of the Serverless Framework that deploys must lie in this range of semantic versions.",
  needs: ["framework-version"],
  settings: z
    .string()
    .min(1, "must not be empty")
    .max(256, "must be at most 256 characters")
    .refine((range) => validRange(range) !== null, "must be a range of semantic versions, such as ^3.38.0")
    .meta({ description: "A range as npm reads it. Pre-releases are only in ranges that name one." }),
  exampleSettings: "^3.38.0",
  judge({ frameworkVersion: version }, range) {
    if (satisfies(version, range)) return [];
    const hint = valid(version) === null ? " (it is not a semantic version, such as 3.39.0)" : "";
    return [`Serverless Framework version ${version} does not satisfy version requirement: ${range}${hint}`];
  },
});
