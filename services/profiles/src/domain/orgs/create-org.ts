import { accessKeyCreated, orgCreated, Problem } from "@stagepass/contracts";
import type { AccessKey, AccessKeyToAdd, NewAccessKey } from "../access-keys/access-key.ts";
import { about } from "../common/about.ts";
import type { Announce, InTransaction } from "../common/change.ts";

interface CreateOrgChanges<DataKey> {
  /** Stores an organization. Returns false when its name is taken. */
  addOrg(description: string, dataKey: DataKey): Promise<boolean>;
  addAccessKey(key: AccessKeyToAdd): Promise<AccessKey>;
  announce: Announce;
}

/**
 * What creating an organization needs from outside. The domain does not need to know what a wrapped data key looks
 * like.
 */
export interface CreateOrgPorts<DataKey> {
  /** Makes a data key for the organization's parameter values, wrapped for storing. */
  createDataKey(org: string): DataKey;
  makeAccessKey(): NewAccessKey;
  transaction: InTransaction<CreateOrgChanges<DataKey>>;
}

/** Creates an organization with a data key of its own and a first admin key. Throws `org-exists`. */
export async function createOrg<DataKey>(
  ports: CreateOrgPorts<DataKey>,
  { name: org, description }: { readonly name: string; readonly description: string },
  by: string,
): Promise<{ name: string; adminKey: string }> {
  const dataKey = ports.createDataKey(org);
  const { id, key, digest } = ports.makeAccessKey();
  return ports.transaction(async (changes) => {
    if (!(await changes.addOrg(description, dataKey))) {
      throw new Problem("org-exists", `The organization ${org} exists already. Choose another name.`);
    }
    const admin = { id, name: "admin", role: "admin" } as const;
    await changes.addAccessKey({ ...admin, org, by, digest, scope: {}, expiresAt: null });
    await changes.announce(orgCreated, about.org(org), { org, by });
    const facts = { org, by, keyId: id, name: admin.name, role: admin.role };
    await changes.announce(accessKeyCreated, about.accessKey(org, id), facts);
    return { name: org, adminKey: key };
  });
}
