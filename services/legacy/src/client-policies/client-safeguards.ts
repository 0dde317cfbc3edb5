import {
  EnforcementLevel,
  type EvaluatedSafeguard,
  type Plan,
  type SafeguardResult,
} from "@stagepass/contracts";
import { z } from "zod";
import { type ClientPolicy, clientPolicyFor, failingPolicy } from "./client-policy.ts";

/** A safeguard as the clients read one. They crash on a name that they do not have, and on some settings. */
export const WireSafeguard = z.object({
  policyUid: z.string(),
  title: z.string(),
  description: z.string(),
  safeguardName: z.string(),
  safeguardConfig: z.unknown(),
  enforcementLevel: EnforcementLevel,
});
export type WireSafeguard = z.infer<typeof WireSafeguard>;

/**
 * What the clients judge and show: the safeguards of a profile, without those that are not about this deploy, that it is
 * exempt from, or that it has passed and they cannot judge. One that nobody has judged and that they cannot judge fails
 * there, so that nothing which demands it is deployed unjudged.
 */
export function safeguardsFor(
  { profile, safeguards }: Pick<Plan, "profile" | "safeguards">,
  results: readonly SafeguardResult[],
): WireSafeguard[] {
  return safeguards.flatMap((safeguard, index) => {
    const shown = show(safeguard, results[index]);
    if (shown === undefined) return [];
    const { name: title, enforcementLevel } = safeguard;
    const policyUid = `${profile.name}.${profile.version}.${index + 1}`;
    return [{ policyUid, title, description: safeguard.description ?? "", enforcementLevel, ...shown }];
  });
}

type Shown = ClientPolicy & { readonly description?: string };

function show(safeguard: EvaluatedSafeguard, result: SafeguardResult | undefined): Shown | undefined {
  if (result?.outcome === "skipped" && result.reason === "out-of-scope") return undefined;
  const isJudged = result !== undefined && result.outcome !== "skipped";
  if (isJudged && (result.exemptions !== undefined || serverJudges.has(safeguard.safeguard))) {
    return result.outcome === "passed" ? undefined : told(result.messages);
  }
  const policy = clientPolicyFor(safeguard.safeguard, safeguard.settings);
  if (policy !== undefined) return policy;
  if (isJudged) return result.outcome === "passed" ? undefined : told(result.messages);
  const reason = `This version of the Serverless Framework cannot judge this safeguard (${safeguard.safeguard}).`;
  return told([reason, safeguard.description ?? ""]);
}

/** Policies that the clients judge by their machine's clock and time zone, or by an engine that is not the server's. */
const serverJudges: ReadonlySet<string> = new Set(["expression", "javascript", "restricted-deploy-times"]);

/** What is known to be violated, or must count as such, for the clients to say. */
function told(messages: readonly string[]): Shown {
  return { ...failingPolicy, description: messages.join(" ").trim() };
}
