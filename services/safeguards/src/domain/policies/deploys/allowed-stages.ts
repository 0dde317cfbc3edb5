import { z } from "zod";
import { Pattern } from "../../settings/pattern.ts";
import { definePolicy } from "../definition/policy.ts";
import type { PolicyViolation } from "../definition/violation.ts";

const Name = z.string().min(1, "must not be empty");

/** Passes only deploys to the listed stages, or to stages that match a regular expression. */
export const allowedStages = definePolicy({
  id: "allowed-stages",
  title: "Allowed stages",
  description: "The deploy's stage must be one of these names, or match this regular expression.",
  fix: "Deploy to one of the permitted stages, or add this stage to the safeguard's settings.",
  documentation: `Settings: a list of names; or a mapping, whose values are the names; or a regular expression:

\`\`\`json
"^(dev|pr-[0-9]{1,5})$"
\`\`\`

Names respect case and match as a whole. An expression is not anchored: write \`^\` and \`$\` to match the whole stage.`,
  needs: ["stage"],
  settings: z.union(
    [
      z.array(Name).min(1, "must name at least one stage"),
      z
        .record(z.string(), Name)
        .transform((names) => Object.values(names))
        .refine((names) => names.length > 0, "must name at least one stage"),
      Pattern,
    ],
    "must be a list of stage names, a mapping whose values are stage names, or a regular expression",
  ),
  defaultSettings: ["dev", "staging", "prod"],
  evaluate({ target: { stage } }, permitted) {
    if (Array.isArray(permitted)) {
      if (permitted.includes(stage)) return [];
      return violation(`Stage name "${stage}" not in list of permitted names: ${JSON.stringify(permitted)}`);
    }
    switch (permitted.test(stage)) {
      case "matches":
        return [];
      case "differs":
        return violation(`Stage name "${stage}" not permitted by RegExp: "${permitted.source}"`);
      case "too-long":
        return violation(`Stage name is too long to be judged by RegExp: "${permitted.source}"`);
    }
  },
});

function violation(message: string): PolicyViolation[] {
  return [{ message }];
}
