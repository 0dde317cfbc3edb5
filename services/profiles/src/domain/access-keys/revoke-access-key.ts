import { accessKeyRevoked } from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, Change, InTransaction } from "../common/change.ts";
import { type NearNames, noSuchAccessKey, noSuchOrg } from "../common/no-such.ts";
import { type AccessKey, accessKeyRevision } from "./access-key.ts";

interface RevokeChanges extends Pick<NearNames, "listNearOrgs" | "listNearAccessKeys"> {
  hasOrg(org: string): Promise<boolean>;
  /** Revokes a key. Returns undefined when no key with this id works. */
  revokeAccessKey(org: string, id: string): Promise<Pick<AccessKey, "name" | "role"> | undefined>;
  announce: Announce;
}

/** What revoking an access key needs from outside. */
export interface RevokePorts {
  transaction: InTransaction<RevokeChanges>;
}

/** Revokes an access key at once and for good, even an organization's last one: the operator can create another. */
export async function revokeAccessKey(
  ports: RevokePorts,
  change: Change & { readonly keyId: string },
): Promise<void> {
  const { org, keyId, by } = change;
  await ports.transaction(async (changes) => {
    if (!(await changes.hasOrg(org))) throw await noSuchOrg(changes, org);
    const revoked = await changes.revokeAccessKey(org, keyId);
    if (revoked === undefined) throw await noSuchAccessKey(changes, org, keyId);
    change.assertMatch(accessKeyRevision);
    const { name, role } = revoked;
    await changes.announce(accessKeyRevoked, about.accessKey(org, keyId), { org, by, keyId, name, role });
  });
}
