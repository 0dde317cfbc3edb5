import { orgUpdated } from "@stagepass/contracts";
import { about } from "./about.ts";
import type { Announce, InTransaction } from "./change.ts";

interface ChangeOrgChanges<Org> {
  /** Undefined when there is no such organization. */
  updateOrg(org: string, description: string): Promise<Org | undefined>;
  announce: Announce;
}

/** Changes an organization's settings; undefined when there is no such organization. */
export async function changeOrg<Org>(
  ports: { readonly transaction: InTransaction<ChangeOrgChanges<Org>> },
  { org, description, by }: { readonly org: string; readonly description: string; readonly by: string },
): Promise<Org | undefined> {
  return ports.transaction(async (changes) => {
    const changed = await changes.updateOrg(org, description);
    if (changed !== undefined) await changes.announce(orgUpdated, about.org(org), { org, by });
    return changed;
  });
}
