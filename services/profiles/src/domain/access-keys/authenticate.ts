import { type KeyRole, type KeyScope, type Principal, Problem } from "@stagepass/contracts";

/** An access key that works now: it is neither revoked nor expired. */
export interface WorkingKey {
  readonly id: string;
  readonly org: string;
  readonly role: KeyRole;
  readonly scope: KeyScope;
  /** Whether its last use was recorded long enough ago to be recorded again. */
  readonly useIsStale: boolean;
}

/** What finding the holder of a key needs from outside. */
export interface HolderPorts {
  isOperator(digest: string): boolean;
  /** Records that a key was used, without making anyone wait. */
  noteUse(keyId: string): void;
}

/** What authenticating a caller needs from outside. */
export interface AuthenticatePorts extends HolderPorts {
  /** Returns the key with this digest, unless it was revoked or has expired. */
  findWorkingKey(digest: string): Promise<WorkingKey | undefined>;
  /** Returns the digest of the key that the session with this digest stands for, unless the session has ended. */
  findSession(digest: string): Promise<{ readonly keyDigest: string } | undefined>;
}

/**
 * Returns whose key has this SHA-256 digest, or the key of whose session. Throws `unauthenticated`, with the same
 * sentence for every key that does not work.
 */
export async function authenticate(ports: AuthenticatePorts, digest: string): Promise<Principal> {
  const found = await findKey(ports, digest);
  if (found !== undefined || ports.isOperator(digest)) return holderOf(ports, digest, found);
  // Only what is no key's is looked for among the sessions: callers with a key do not pay for them.
  const keyDigest = (await ports.findSession(digest))?.keyDigest ?? digest;
  return holderOf(ports, keyDigest, keyDigest === digest ? undefined : await findKey(ports, keyDigest));
}

async function findKey(ports: AuthenticatePorts, digest: string): Promise<WorkingKey | undefined> {
  return ports.isOperator(digest) ? undefined : ports.findWorkingKey(digest);
}

/**
 * Returns the holder of a key that was looked up by its digest. Throws `unauthenticated` when no working key was
 * found.
 */
export function holderOf(ports: HolderPorts, digest: string, key: WorkingKey | undefined): Principal {
  if (ports.isOperator(digest)) return { role: "operator", keyId: "operator" };
  if (key === undefined) {
    throw new Problem(
      "unauthenticated",
      "This access key does not work: it is unknown, revoked or expired. Ask an admin for another.",
    );
  }
  if (key.useIsStale) ports.noteUse(key.id);
  return { role: key.role, keyId: key.id, org: key.org, scope: key.scope };
}
