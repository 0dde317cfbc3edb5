import { decodeStoredCode, type PolicyView, type Safeguard } from "@stagepass/contracts";
import { withoutEmptyName } from "./examples/example-draft.ts";

/** A safeguard that nobody has named yet. */
export const newSafeguard: Safeguard = { name: "", safeguard: "", enforcementLevel: "error" };

/** The first paragraph of a policy's description, which says in a sentence what it demands. */
export function summaryOf({ description }: PolicyView): string {
  return (description.split(/\n\s*\n/)[0] ?? "").replaceAll("`", "").trim();
}

/**
 * The safeguard with another policy: with its example settings, and with its description where nobody has written one.
 */
export function withPolicy(
  safeguard: Safeguard,
  policy: PolicyView,
  before: PolicyView | undefined,
): Safeguard {
  const { description = "" } = safeguard;
  const isOwn = description !== "" && (before === undefined || description !== summaryOf(before));
  return {
    ...safeguard,
    safeguard: policy.safeguard,
    description: isOwn ? description : summaryOf(policy),
    settings: policy.defaultSettings,
  };
}

/** A safeguard as the editor shows it: code that was stored as JSON text is shown as code. */
export function toEdit(safeguard: Safeguard): Safeguard {
  const { safeguard: policy, settings } = safeguard;
  if (policy !== "javascript" || typeof settings !== "string") return safeguard;
  return { ...safeguard, settings: decodeStoredCode(settings) };
}

/** A safeguard as it is saved: without what is empty. */
export function toSave(safeguard: Safeguard): Safeguard {
  const { description, scope, exemptions, examples, ...rest } = safeguard;
  return {
    ...rest,
    ...(description === undefined || description === "" ? {} : { description }),
    ...(scope === undefined || Object.keys(scope).length === 0 ? {} : { scope }),
    ...(exemptions === undefined || exemptions.length === 0 ? {} : { exemptions }),
    ...(examples === undefined || examples.length === 0
      ? {}
      : { examples: Array.isArray(examples) ? examples.map(withoutEmptyName) : examples }),
  };
}

/** What a scope says in a few words. */
export function scopeInWords({ scope }: Safeguard): string {
  const parts = Object.entries(scope ?? {}).map(([what, names]) => `${what} ${names?.join(", ")}`);
  return parts.length === 0 ? "all deploys" : parts.join(" · ");
}
