import {
  type AccessKeyInput,
  type AccessKeyView,
  accessKeyCreated,
  assertMayGrant,
  invalidInput,
  type Principal,
} from "@stagepass/contracts";
import { about } from "../common/about.ts";
import type { Announce, InTransaction } from "../common/change.ts";
import { type NearNames, noSuchOrg } from "../common/no-such.ts";
import { type AccessKey, type AccessKeyToAdd, type NewAccessKey, viewAccessKey } from "./access-key.ts";

interface CreateKeyChanges extends Pick<NearNames, "listNearOrgs"> {
  hasOrg(org: string): Promise<boolean>;
  addAccessKey(key: AccessKeyToAdd): Promise<AccessKey>;
  announce: Announce;
}

/** What creating an access key needs from outside. */
export interface CreateKeyPorts {
  now(): Date;
  makeAccessKey(): NewAccessKey;
  transaction: InTransaction<CreateKeyChanges>;
}

/**
 * Creates an access key. Its value is in the returned view and can never be read again. Throws `invalid` for an expiry
 * in the past, and `forbidden` for a key that may do more than its maker.
 */
export async function createAccessKey(
  ports: CreateKeyPorts,
  { org, maker }: { readonly org: string; readonly maker: Principal },
  input: AccessKeyInput,
): Promise<AccessKeyView & { key: string }> {
  assertMayGrant(maker, input.role);
  const by = maker.keyId;
  const expiresAt = input.expiresAt === null ? null : new Date(input.expiresAt);
  if (expiresAt !== null && expiresAt <= ports.now()) {
    throw invalidInput([{ path: "$.expiresAt", message: "is in the past; the key would never work" }]);
  }
  const { id, key, digest } = ports.makeAccessKey();
  const { name, role } = input;
  const scope = "scope" in input ? input.scope : {};
  return ports.transaction(async (changes) => {
    if (!(await changes.hasOrg(org))) throw await noSuchOrg(changes, org);
    const added = await changes.addAccessKey({ org, by, id, name, role, scope, expiresAt, digest });
    await changes.announce(accessKeyCreated, about.accessKey(org, id), { org, by, keyId: id, name, role });
    return { ...viewAccessKey(added), key };
  });
}
