import {
  EnforcementLevel,
  type EvaluatedSafeguard,
  type Plan,
  type SafeguardResult,
} from "@stagepass/contracts";
import { z } from "zod";
import { type ClientPolicy, clientPolicyFor, failingPolicy } from "./client-policy.ts";

/** A safeguard as the clients read it. They crash on the name of a policy that they lack, and on some settings. */
export const ClientSafeguard = z.object({
  policyUid: z.string(),
  title: z.string(),
  description: z.string(),
  safeguardName: z.string(),
  safeguardConfig: z.unknown(),
  enforcementLevel: EnforcementLevel,
});
export type ClientSafeguard = z.infer<typeof ClientSafeguard>;

/**
 * Returns the safeguards that the clients evaluate and show. It leaves out a safeguard whose scope excludes the deploy, a
 * safeguard that the deploy is exempt from, and a safeguard that passed on the server and that the clients cannot
 * evaluate. A safeguard that neither the server nor the clients can evaluate always fails on the clients' side, so that
 * no deploy goes unchecked.
 */
export function safeguardsFor(
  { profile, safeguards }: Pick<Plan, "profile" | "safeguards">,
  results: readonly SafeguardResult[],
): ClientSafeguard[] {
  return safeguards.flatMap((safeguard, index) => {
    const shown = show(safeguard, results[index]);
    if (shown === undefined) return [];
    const { name: title, enforcementLevel } = safeguard;
    const policyUid = [profile?.name, profile?.version, index + 1].join(".");
    return [{ policyUid, title, description: safeguard.description ?? "", enforcementLevel, ...shown }];
  });
}

type Shown = ClientPolicy & { readonly description?: string };

function show(safeguard: EvaluatedSafeguard, result: SafeguardResult | undefined): Shown | undefined {
  if (result?.outcome === "skipped" && result.reason === "out-of-scope") return undefined;
  const isEvaluated = result !== undefined && result.outcome !== "skipped";
  if (isEvaluated && (result.exemptions !== undefined || evaluatedByServer.has(safeguard.safeguard))) {
    return result.outcome === "passed" ? undefined : failing(result.messages);
  }
  const policy = clientPolicyFor(safeguard.safeguard, safeguard.settings);
  if (policy !== undefined) return policy;
  if (isEvaluated) return result.outcome === "passed" ? undefined : failing(result.messages);
  const reason = `This version of the Serverless Framework cannot judge this safeguard (${safeguard.safeguard}).`;
  return failing([reason, safeguard.description ?? ""]);
}

/** Policies for which the server's result counts: the clients use their machine's clock, or another engine. */
const evaluatedByServer: ReadonlySet<string> = new Set([
  "expression",
  "javascript",
  "restricted-deploy-times",
]);

/** A policy that always fails on the clients' side, with what they say then. */
function failing(messages: readonly string[]): Shown {
  return { ...failingPolicy, description: messages.join(" ").trim() };
}
