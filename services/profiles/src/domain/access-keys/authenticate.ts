import { type KeyRole, type KeyScope, type Principal, Problem } from "@stagepass/contracts";

/** An access key that works now, as its digest finds it. */
export interface WorkingKey {
  readonly id: string;
  readonly org: string;
  readonly role: KeyRole;
  readonly scope: KeyScope;
  /** Whether its last use was noted long enough ago to be noted again. */
  readonly useIsStale: boolean;
}

/** What knowing the holder of a key needs. */
export interface HolderPorts {
  isOperator(digest: string): boolean;
  /** Notes that a key was used. Nobody waits for it. */
  noteUse(keyId: string): void;
}

/** What knowing a caller needs. */
export interface AuthenticatePorts extends HolderPorts {
  /** The key with this digest, unless it was revoked or has expired. */
  findWorkingKey(digest: string): Promise<WorkingKey | undefined>;
}

/** Whose key has this SHA-256 digest? Throws `unauthenticated`, with the same sentence for every key that does not work. */
export async function authenticate(ports: AuthenticatePorts, digest: string): Promise<Principal> {
  return holderOf(ports, digest, ports.isOperator(digest) ? undefined : await ports.findWorkingKey(digest));
}

/** Who holds a key that was looked up by its digest. Throws `unauthenticated` where no key that works was found. */
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
