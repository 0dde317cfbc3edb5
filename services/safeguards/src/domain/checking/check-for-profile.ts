import { jsonPath, type Safeguard, type Violation } from "@stagepass/contracts";
import type { Ports } from "../evaluating/ports.ts";
import { checkSafeguards } from "./check-safeguards.ts";

/**
 * Every violation in the safeguards that a profile is to have: those that `checkSafeguards` finds, and names that come twice.
 * Results, exemptions and what people say about a safeguard call it by its name. Throws `unavailable`.
 */
export async function checkForProfile(safeguards: readonly Safeguard[], ports: Ports): Promise<Violation[]> {
  return [...repeatedNames(safeguards), ...(await checkSafeguards(safeguards, ports))];
}

function repeatedNames(safeguards: readonly Safeguard[]): Violation[] {
  const first = new Map<string, number>();
  return safeguards.flatMap(({ name }, index) => {
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, index);
      return [];
    }
    const message = `is the name of safeguard ${before + 1} of this profile, too; choose another one`;
    return [{ path: jsonPath([index, "name"]), message }];
  });
}
