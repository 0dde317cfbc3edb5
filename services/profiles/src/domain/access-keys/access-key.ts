import type { AccessKeyView, KeyRole, KeyScope } from "@stagepass/contracts";

/** A key that has just been made. The key itself is in the answer to whoever made it, and nowhere else. */
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

/** The revision of every access key: until it is revoked, none ever changes. */
export const accessKeyRevision = 1;

/** An access key that is to be stored. */
export interface AccessKeyToAdd extends Pick<AccessKey, "id" | "name" | "role" | "scope" | "expiresAt"> {
  readonly org: string;
  readonly digest: string;
  readonly by: string;
}

/** An access key as it is shown: everything but the key. */
export function viewAccessKey(key: AccessKey): AccessKeyView {
  return {
    ...key,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  };
}
