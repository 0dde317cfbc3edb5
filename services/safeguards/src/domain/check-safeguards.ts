import { didYouMean, jsonPath, type Mistake, type Safeguard } from "@stagepass/contracts";
import { findPolicy, policies } from "./policies.ts";
import { settingsMistakes } from "./settings-mistakes.ts";

/** Every mistake of a list of safeguards that stands at `root`: policies that do not exist, settings that do not fit. */
export function checkSafeguards(
  safeguards: readonly Safeguard[],
  root: readonly PropertyKey[] = [],
): Mistake[] {
  return safeguards.flatMap((safeguard, index) => check(safeguard, [...root, index]));
}

function check({ safeguard: id, settings }: Safeguard, at: readonly PropertyKey[]): Mistake[] {
  const policy = findPolicy(id);
  if (policy === undefined) {
    const ids = policies.map((known) => known.id);
    const message = `there is no policy ${id}.${didYouMean(id, ids)} The policies are ${ids.join(", ")}.`;
    return [{ path: jsonPath([...at, "safeguard"]), message }];
  }
  const parsed = policy.settings.safeParse(settings);
  return parsed.success ? [] : settingsMistakes(parsed.error, [...at, "settings"]);
}
