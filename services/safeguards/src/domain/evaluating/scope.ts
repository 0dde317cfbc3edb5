import { type EvaluatedTarget, type SafeguardScope, wildcardMatcher } from "@stagepass/contracts";

/**
 * Whether a scope may include a deploy: every part of the target that is known is in the scope's list. A safeguard
 * whose scope may include the deploy is evaluated.
 */
export function isInScope(scope: SafeguardScope, target: EvaluatedTarget): boolean {
  return isIn(scope, target, { unknown: true });
}

/**
 * Whether a scope is guaranteed to include a deploy, which exemptions demand: an unknown part of the target is in no
 * list.
 */
export function isGuaranteedInScope(scope: SafeguardScope, target: EvaluatedTarget): boolean {
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
