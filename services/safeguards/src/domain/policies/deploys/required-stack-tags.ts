import { z } from "zod";
import { maxSubjectLength, Pattern } from "../../settings/pattern.ts";
import { valueOfDeclaration } from "../../template/declaration.ts";
import { isNull, writtenKindOf } from "../../template/values/as-written.ts";
import type { Outcome } from "../../template/values/outcome.ts";
import { scalarOf } from "../../template/values/outcome-text.ts";
import { definePolicy } from "../definition/policy.ts";

/** AWS: a CloudFormation stack has at most 50 tags. */
const maxTags = 50;

/** Requires tags of the stack whose values match regular expressions. */
export const requiredStackTags = definePolicy({
  id: "required-stack-tags",
  title: "Required stack tags",
  description: "The declaration's provider.stackTags must have these tags, and their values must match.",
  fix: "Set the tags under provider.stackTags in serverless.yml, with values that match.",
  documentation: `Settings: a mapping of tag names to regular expressions, at most ${maxTags} (AWS's limit for a stack). Tag names respect case.
Both branches of an \`Fn::If\` are evaluated. A value that only AWS will know, such as a \`Ref\`, does not match.`,
  needs: ["declaration"],
  settings: z
    .record(z.string(), Pattern, "must be a mapping of tag names to regular expressions")
    .refine((tags) => Object.keys(tags).length <= maxTags, `must be at most ${maxTags} tags`),
  defaultSettings: { team: "^[a-z-]+$", "cost-center": "^[0-9]{4}$" },
  evaluate({ declaration }, required) {
    const stackTags = valueOfDeclaration(declaration).at("provider", "stackTags").possible();
    return Object.entries(required).flatMap(([tag, pattern]) => {
      const messages = stackTags.flatMap((tags) => evaluateTag(tag, tags, pattern));
      return [...new Set(messages)].map((message) => ({ message, place }));
    });
  },
});

const place = { document: "declaration", path: "$.provider.stackTags" } as const;

function evaluateTag(tag: string, stackTags: Outcome, pattern: Pattern): string[] {
  switch (stackTags.kind) {
    case "record":
      return stackTags
        .at(tag)
        .possible()
        .flatMap((value) => evaluateValue(tag, value, pattern));
    case "unknown":
      return [stackTags.because === "AWS" ? unknowable(tag, stackTags) : notSet(tag)];
    case "text":
    case "list":
    case "absent":
      return [notSet(tag)];
  }
}

function evaluateValue(tag: string, value: Outcome, pattern: Pattern): string[] {
  const text = scalarOf(value);
  if (text !== undefined) return evaluateText(tag, text, pattern);
  return [value.kind === "absent" && !isNull(value) ? notSet(tag) : unknowable(tag, value)];
}

function notSet(tag: string): string {
  return `Required stack tag ${tag} not set`;
}

function unknowable(tag: string, value: Outcome): string {
  const rule = `it must be text and is ${writtenKindOf(value)}`;
  return `Required stack tag ${tag} value cannot be known before the deploy: ${rule}`;
}

function evaluateText(tag: string, text: string, pattern: Pattern): string[] {
  switch (pattern.test(text)) {
    case "matches":
      return [];
    case "differs":
      return [`Required stack tag ${tag} value ${text} does not match RegExp: ${pattern.source}`];
    case "too-long":
      return [
        `Required stack tag ${tag} value is longer than ${maxSubjectLength} characters and was not judged`,
      ];
  }
}
