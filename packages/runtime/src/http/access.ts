import { hash } from "node:crypto";
import {
  assertCovered,
  assertOwnOrg,
  type Principal,
  Problem,
  type RouteContract,
  toProblem,
} from "@stagepass/contracts";
import { permits } from "./route.ts";
import { assertFromOwnPage, type FromSomewhere } from "./sessions/same-origin.ts";
import { readSessionToken, sessionDigest } from "./sessions/session-cookie.ts";

/** Finds the holder of the key with this SHA-256 digest, or of the key of the session with it. Throws `unauthenticated`. */
export type Authenticate = (digest: string) => Promise<Principal>;

/** A caller with a key that works. */
export interface AuthenticatedCaller {
  readonly principal: Principal;
  /** The SHA-256 digest of the key or of the session, by which other services look up the caller themselves. */
  readonly keyDigest: string;
}

/**
 * Finds out who is calling from the `Authorization` header. Without that header, the caller can be a browser with the
 * cookie of a session. Throws `unauthenticated`, and `forbidden` for a request by cookie that another origin could have made.
 */
export async function authenticateCaller(
  request: FromSomewhere,
  authenticate: Authenticate,
): Promise<AuthenticatedCaller> {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    const token = readSessionToken(request.headers);
    if (token !== undefined) return authenticateBrowser(request, sessionDigest(token), authenticate);
  }
  // The scheme can be in any case: existing clients send it in lower case.
  const key = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (key === undefined) {
    throw new Problem("unauthenticated", "Send an access key in the header: Authorization: Bearer sp_…");
  }
  const keyDigest = hash("sha256", key);
  return { principal: await authenticate(keyDigest), keyDigest };
}

async function authenticateBrowser(
  request: FromSomewhere,
  keyDigest: string,
  authenticate: Authenticate,
): Promise<AuthenticatedCaller> {
  assertFromOwnPage(request);
  const principal = await authenticate(keyDigest).catch((error: unknown) => {
    if (toProblem(error).code !== "unauthenticated") throw error;
    throw new Problem(
      "unauthenticated",
      "This session has ended, or its access key does not work any more. Sign in again.",
    );
  });
  return { principal, keyDigest };
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
