import { satisfies, valid, validRange } from "semver";
import { z } from "zod";
import { definePolicy } from "../definition/policy.ts";

/** Requires the version of the deploying tool to lie in a range of semantic versions. */
export const frameworkVersion = definePolicy({
  id: "framework-version",
  title: "Framework version",
  description:
    "The version of the Serverless Framework that deploys must lie in this range of semantic versions.",
  fix: "Install a version of the Serverless Framework that lies in the range, and deploy with it.",
  documentation: `\`frameworkVersion\` of the request is read as npm reads it: \`4.0.0-beta.1\` is not in \`^4.0.0\`. A text that is no
semantic version, such as \`latest\`, lies in no range.

Settings: one range.`,
  needs: ["framework-version"],
  settings: z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(256, "must be at most 256 characters")
    .refine((range) => validRange(range) !== null, "must be a range of semantic versions, such as ^3.38.0")
    .meta({ description: "A range as npm reads it. Pre-releases are only in ranges that name one." }),
  defaultSettings: "^3.38.0",
  evaluate({ frameworkVersion: version }, range) {
    if (satisfies(version, range)) return [];
    const hint = valid(version) === null ? " (it is not a semantic version, such as 3.39.0)" : "";
    const requirement = `does not satisfy version requirement: ${range}${hint}`;
    return [{ message: `Serverless Framework version ${version} ${requirement}` }];
  },
});
