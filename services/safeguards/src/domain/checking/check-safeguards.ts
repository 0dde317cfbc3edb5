import {
  didYouMean,
  type Exemption,
  fruitlessPatterns,
  jsonPath,
  Problem,
  type Safeguard,
  type SafeguardScope,
  safeParse,
  type Violation,
} from "@stagepass/contracts";
import { maxDuration } from "../evaluating/evaluate.ts";
import { hasEnded } from "../evaluating/exemptions.ts";
import type { Ports } from "../evaluating/ports.ts";
import { withTimeLimit } from "../evaluating/time-limit.ts";
import type { Policy } from "../policies/definition/policy.ts";
import { findPolicy, policies } from "../policies/registry.ts";
import { settingsViolations } from "../settings/settings-violations.ts";
import { type CheckWork, checkExamples } from "./check-examples.ts";

/**
 * Every violation in a list of safeguards whose path is `root`: a policy that does not exist, settings that do not
 * fit or do not work, a scope with a pattern that can match nothing, an exemption that has ended, an example with another outcome than it expects. Throws
 * `unavailable` when the sandbox does not work.
 */
export async function checkSafeguards(
  safeguards: readonly Safeguard[],
  ports: Ports,
  root: readonly PropertyKey[] = [],
): Promise<Violation[]> {
  return withTimeLimit(ports, maxDuration, async (limit) => {
    const violations = safeguards.map((safeguard, index) =>
      check(safeguard, [...root, index], { ports, limit }),
    );
    return (await Promise.all(violations)).flat();
  });
}

async function check(
  safeguard: Safeguard,
  at: readonly PropertyKey[],
  work: CheckWork,
): Promise<Violation[]> {
  const policy = findPolicy(safeguard.safeguard);
  const standing = [
    ...fruitlessIn(safeguard.scope ?? {}, [...at, "scope"]),
    ...endedExemptions(safeguard.exemptions ?? [], at, work.limit.startedAt),
  ];
  if (policy === undefined) return [noPolicy(safeguard.safeguard, at), ...standing];
  const parsed = safeParse(policy.settings, safeguard.settings);
  if (!parsed.success) return [...settingsViolations(parsed.error, [...at, "settings"]), ...standing];
  const broken = await checkSettings(policy, parsed.data, [...at, "settings"], work);
  // The examples would only report the same violations once more.
  const violations = [...broken, ...standing];
  return violations.length > 0 ? violations : checkExamples(safeguard, [...at, "examples"], work);
}

function noPolicy(id: string, at: readonly PropertyKey[]): Violation {
  const ids = policies.map((known) => known.id);
  const message = `there is no policy ${id}.${didYouMean(id, ids)} The policies are ${ids.join(", ")}.`;
  return { path: jsonPath([...at, "safeguard"]), message };
}

function endedExemptions(
  exemptions: readonly Exemption[],
  at: readonly PropertyKey[],
  now: Date,
): Violation[] {
  return exemptions.flatMap((exemption, index) => {
    if (!hasEnded(exemption, now)) return [];
    const path = jsonPath([...at, "exemptions", index, "until"]);
    return [{ path, message: `ended on ${exemption.until}; remove the exemption or move its end` }];
  });
}

/** The patterns of a scope that can match nothing. */
function fruitlessIn(scope: SafeguardScope, at: readonly PropertyKey[]): Violation[] {
  return Object.entries(scope).flatMap(([list, patterns = []]) =>
    fruitlessPatterns(patterns).map(({ index, message }) => ({
      path: jsonPath([...at, list, index]),
      message,
    })),
  );
}

async function checkSettings(
  policy: Policy,
  settings: unknown,
  at: readonly PropertyKey[],
  { ports, limit }: CheckWork,
): Promise<Violation[]> {
  if (policy.check === undefined) return [];
  try {
    const late = [{ path: "$", message: "could not be checked in time: save fewer safeguards at once" }];
    const violations = await limit.within(policy.check(settings, ports.sandbox), late);
    return violations.map(({ path, message }) => ({ path: path.replace("$", () => jsonPath(at)), message }));
  } catch (cause) {
    ports.policyThrew(policy.id, cause);
    throw new Problem("unavailable", `The settings of ${policy.id} could not be checked. Try again.`);
  }
}
