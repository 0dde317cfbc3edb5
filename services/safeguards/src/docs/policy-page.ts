import { z } from "zod";
import type { Policy } from "../domain/policies/definition/policy.ts";
import { documentNeeds } from "../domain/policies/definition/policy-document.ts";
import { NoSettings } from "../domain/settings/no-settings.ts";

const origin = "<!-- Made from the policy's own declaration by `npm run docs`. -->";

/** The page of a policy as a file, in Markdown. */
export function policyPage(policy: Policy): string {
  return `${origin}\n\n${describePolicy(policy)}`;
}

/** The documentation of a policy, in Markdown. */
export function describePolicy(policy: Policy): string {
  const { id, title, description, fix, documentation, defaultSettings } = policy;
  const safeguard = { name: title, safeguard: id, enforcementLevel: "error", settings: defaultSettings };
  const sections = [
    `# ${title}`,
    `\`${id}\`: ${description}`,
    needsOf(policy),
    `To keep it: ${fix}`,
    documentation.trim(),
    "## A safeguard to start from",
    json(policy.settings === NoSettings ? { ...safeguard, settings: undefined } : safeguard),
    "## Settings",
    settingsOf(policy),
    "What every safeguard can say besides stands in [Safeguards](../safeguards.md).",
  ];
  return `${sections.join("\n\n")}\n`;
}

const inputs: Record<ReturnType<typeof documentNeeds>[number], string> = {
  template: "the compiled template (`template`)",
  declaration: "the declaration (`declaration`)",
  "framework-version": "the framework's version (`frameworkVersion`)",
};

function needsOf({ needs, alsoNeeds }: Policy): string {
  const always = ["the target", ...documentNeeds(needs).map((need) => inputs[need])].join(" and ");
  const more = alsoNeeds === undefined ? "" : ", and what its settings make it look at";
  return `It needs ${always}${more}.`;
}

function settingsOf({ settings }: Policy): string {
  if (settings === NoSettings) return "None: leave `settings` out.";
  const { $schema: _, ...schema } = z.toJSONSchema(settings, { io: "input" });
  return `They fit this JSON Schema:\n\n${json(schema)}`;
}

function json(value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}
