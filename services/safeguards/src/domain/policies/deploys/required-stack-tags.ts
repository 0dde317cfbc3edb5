import { z } from "zod";
import { maxSubjectLength, Pattern } from "../../settings/pattern.ts";
import { intrinsicOf, isRecord } from "../../template/values/location.ts";
import { definePolicy } from "../policy.ts";

/** AWS: a CloudFormation stack has at most 50 tags. */
const maxTags = 50;

/** Requires tags of the stack whose values match regular expressions. */
export const requiredStackTags = definePolicy({
  id: "required-stack-tags",
  title: "Required stack tags",
  description: "The declaration's provider.stackTags must have these tags, and their values must match.",
  fix: "Set the tags under provider.stackTags in serverless.yml, with values that match.",
  documentation: `Settings: a mapping of tag names to regular expressions, at most ${maxTags} (AWS's limit for a stack). Tag names respect case. A
value that only AWS will know, such as a \`Ref\`, does not match.`,
  needs: ["declaration"],
  settings: z
    .record(z.string(), Pattern, "must be a mapping of tag names to regular expressions")
    .refine((tags) => Object.keys(tags).length <= maxTags, `must be at most ${maxTags} tags`),
  defaultSettings: { team: "^[a-z-]+$", "cost-center": "^[0-9]{4}$" },
  evaluate({ declaration: { provider } }, required) {
    const stackTags = isRecord(provider) ? provider["stackTags"] : undefined;
    return Object.entries(required).flatMap(([tag, pattern]) => {
      if (!isRecord(stackTags) || !Object.hasOwn(stackTags, tag))
        return { message: `Required stack tag ${tag} not set` };
      return evaluateValue(tag, stackTags[tag], pattern).map((message) => ({ message }));
    });
  },
});

function evaluateValue(tag: string, value: unknown, pattern: Pattern): string[] {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    const kind = intrinsicOf(value) ?? (value === null ? "null" : typeof value);
    return [
      `Required stack tag ${tag} value cannot be known before the deploy: it must be text and is ${kind}`,
    ];
  }
  switch (pattern.test(String(value))) {
    case "matches":
      return [];
    case "differs":
      return [`Required stack tag ${tag} value ${value} does not match RegExp: ${pattern.source}`];
    case "too-long":
      return [
        `Required stack tag ${tag} value is longer than ${maxSubjectLength} characters and was not judged`,
      ];
  }
}
