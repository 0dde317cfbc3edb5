import { operationsOf, type Principal, type SessionView } from "@stagepass/contracts";
import type { AccessKey } from "../access-keys/access-key.ts";

/** A session of a browser that signed in with an access key. */
export interface Session {
  /** The SHA-256 digest of the key that it stands for. */
  readonly keyDigest: string;
  readonly expiresAt: Date;
}

/** What describing a caller needs from outside. */
export interface DescribePorts {
  /** Finds a key by its id, unless it was revoked. */
  findAccessKey(org: string, id: string): Promise<AccessKey | undefined>;
}

/** Describes a caller, whose session ends at `expiresAt`, or who has none. */
export async function describeCaller(
  ports: DescribePorts,
  principal: Principal,
  expiresAt: Date | undefined,
): Promise<SessionView> {
  const { role, keyId } = principal;
  const facts = {
    keyId,
    role,
    permissions: operationsOf(principal),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
  if (principal.role === "operator") return { ...facts, keyName: "operator", org: null, scope: {} };
  const { org, scope } = principal;
  const key = await ports.findAccessKey(org, keyId);
  return { ...facts, keyName: key?.name ?? keyId, org, scope };
}
