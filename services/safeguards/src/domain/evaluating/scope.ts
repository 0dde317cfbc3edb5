import type { EvaluatedTarget, SafeguardScope } from "@stagepass/contracts";
import { wildcardMatcher } from "./wildcards.ts";

/**
 * Whether a deploy may be among those that a scope names: in each of its lists, as far as the target is known. A
 * safeguard that may be about a deploy evaluates it.
 */
export function isInScope(scope: SafeguardScope, target: EvaluatedTarget): boolean {
  return isIn(scope, target, { unknown: true });
}

/** Whether a deploy is certainly among those that a scope names, which is what an exemption demands. */
export function isSurelyInScope(scope: SafeguardScope, target: EvaluatedTarget): boolean {
  return isIn(scope, target, { unknown: false });
}

function isIn(
  { stages, services, regions }: SafeguardScope,
  { stage, service, region }: EvaluatedTarget,
  { unknown }: { readonly unknown: boolean },
): boolean {
  const matches = (wildcards: readonly string[] | undefined, name: string | undefined) =>
    wildcards === undefined || (name === undefined ? unknown : wildcardMatcher(wildcards)(name));
  return matches(stages, stage) && matches(services, service) && matches(regions, region);
}
