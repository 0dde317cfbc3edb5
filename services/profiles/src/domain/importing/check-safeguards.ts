import type { Configuration, Safeguard, Violation } from "@stagepass/contracts";
import { sameJson } from "../common/same-json.ts";
import type { SavePorts } from "../profiles/save-profile.ts";
import type { ImportPorts } from "./import-ports.ts";

/** Answers for lists of safeguards that were checked before. */
export type CheckedSafeguards = SavePorts["checkSafeguards"];

/** How many profiles are checked at a time. Examples of safeguards can take seconds. */
const atOnce = 4;

/**
 * Has the safeguards of a document checked, but for those that their profiles have already: they were checked when they were
 * saved. It happens before rows are locked, since other services are asked.
 */
export async function checkSafeguardsOf(
  ports: Pick<ImportPorts, "checkSafeguards" | "listSafeguards">,
  org: string,
  { profiles = {} }: Configuration,
): Promise<CheckedSafeguards> {
  const given = Object.entries(profiles).flatMap(([name, { safeguards = [] }]) =>
    safeguards.length === 0 ? [] : [{ name, safeguards }],
  );
  const saved = await ports.listSafeguards(
    org,
    given.map(({ name }) => name),
  );
  const fresh = given.filter(({ name, safeguards }) => !sameJson(saved.get(name) ?? [], safeguards));
  const found = new Map<string, Violation[]>();
  for (let from = 0; from < fresh.length; from += atOnce) {
    const checks = fresh.slice(from, from + atOnce).map(async ({ safeguards }) => {
      found.set(JSON.stringify(safeguards), await ports.checkSafeguards(safeguards));
    });
    await Promise.all(checks);
  }
  return async (safeguards: readonly Safeguard[]) => found.get(JSON.stringify(safeguards)) ?? [];
}
