import { orgUpdated } from "@stagepass/contracts";
import { about } from "./about.ts";
import type { Announce, Change, InTransaction } from "./change.ts";
import { type NearNames, noSuchOrg } from "./no-such.ts";
import type { Org } from "./org.ts";

interface ChangeOrgChanges extends Pick<NearNames, "listNearOrgs"> {
  /** Keeps other changes of an organization away until the transaction ends. */
  lockOrg(org: string): Promise<Org | undefined>;
  writeOrg(org: Pick<Org, "name" | "description" | "revision">): Promise<Org>;
  announce: Announce;
}

/** What changing an organization needs. */
export interface ChangeOrgPorts {
  transaction: InTransaction<ChangeOrgChanges>;
}

/** Changes what is given of an organization's settings. Nothing changed makes no revision. Throws `not-found`. */
export async function changeOrg(
  ports: ChangeOrgPorts,
  change: Change,
  given: { readonly description?: string | undefined },
): Promise<Org> {
  const { org: name, by } = change;
  return ports.transaction(async (changes) => {
    const current = await changes.lockOrg(name);
    if (current === undefined) throw await noSuchOrg(changes, name);
    change.demandMatch(current.revision);
    const { description = current.description } = given;
    if (description === current.description) return current;
    const changed = await changes.writeOrg({ name, description, revision: current.revision + 1 });
    await changes.announce(orgUpdated, about.org(name), { org: name, by });
    return changed;
  });
}
