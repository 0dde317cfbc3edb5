import { hash } from "node:crypto";
import {
  assertCovered,
  assertOwnOrg,
  type Principal,
  Problem,
  type RouteContract,
} from "@stagepass/contracts";
import { permits } from "./route.ts";

/** Finds the holder of the key with this SHA-256 digest. Throws `unauthenticated`. */
export type Authenticate = (digest: string) => Promise<Principal>;

/** A caller with a key that works. */
export interface AuthenticatedCaller {
  readonly principal: Principal;
  /** The SHA-256 digest of the key, by which other services look up the caller themselves. */
  readonly keyDigest: string;
}

/** Finds out who is calling from the `Authorization` header. Throws `unauthenticated`. */
export async function authenticateCaller(
  authorization: string | undefined,
  authenticate: Authenticate,
): Promise<AuthenticatedCaller> {
  // The scheme can be in any case: existing clients send it in lower case.
  const key = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (key === undefined) {
    throw new Problem("unauthenticated", "Send an access key in the header: Authorization: Bearer sp_…");
  }
  const keyDigest = hash("sha256", key);
  return { principal: await authenticate(keyDigest), keyDigest };
}

/** Checks that a caller may use a route or a request, by its role and for its own organization. Throws `forbidden`, or `not-found` for another organization. */
export function admit(contract: Pick<RouteContract, "allow">, principal: Principal, org: unknown): void {
  if (!permits(contract, principal.role)) {
    const allowed = contract.allow === "anyone" ? "anyone" : contract.allow.join(" or ");
    throw new Problem(
      "forbidden",
      `This needs a key with the role ${allowed}; this key has the role ${principal.role}.`,
    );
  }
  if (principal.role !== "operator" && typeof org === "string") assertOwnOrg(principal, org);
}

/** Checks that a caller's key covers the target in the body, before anything else in the body is checked. */
export function admitTarget(contract: RouteContract, principal: Principal, body: unknown): void {
  if (contract.targetAt === undefined || principal.role === "operator") return;
  const target = contract.targetAt.reduce<unknown>(child, body);
  const org = child(target, "org");
  if (typeof org === "string") assertOwnOrg(principal, org);
  const [app, stage] = [child(target, "app"), child(target, "stage")];
  // The schema explains better why a target that is not text cannot be read.
  if (typeof app === "string" && typeof stage === "string") assertCovered(principal, { app, stage });
}

function child(parent: unknown, key: string): unknown {
  return typeof parent === "object" && parent !== null && Object.hasOwn(parent, key)
    ? Reflect.get(parent, key)
    : undefined;
}
