import type { AccessKeyView, KeyRole, KeyScope } from "@stagepass/contracts";

/** A key that has just been created. The key itself is in the response to its creation, and nowhere else. */
export interface NewAccessKey {
  readonly id: string;
  readonly key: string;
  /** The SHA-256 of the key, in hex. */
  readonly digest: string;
}

/** An access key that has not been revoked, without its digest. */
export interface AccessKey {
  readonly id: string;
  readonly name: string;
  readonly role: KeyRole;
  readonly scope: KeyScope;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** The revision of every access key: a key never changes until it is revoked. */
export const accessKeyRevision = 1;

/** An access key that is to be stored. */
export interface AccessKeyToAdd extends Pick<AccessKey, "id" | "name" | "role" | "scope" | "expiresAt"> {
  readonly org: string;
  readonly digest: string;
  readonly by: string;
}

/** Returns an access key as the API shows it, without the key itself. */
export function viewAccessKey(key: AccessKey): AccessKeyView {
  return {
    ...key,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  };
}
