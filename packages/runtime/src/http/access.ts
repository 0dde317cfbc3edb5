import { hash } from "node:crypto";
import {
  assertCovered,
  assertMay,
  assertOwnOrg,
  type Coverable,
  isLimited,
  type Principal,
  Problem,
  type RouteContract,
  toProblem,
} from "@stagepass/contracts";
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

/** What says who may use a route, or a request on behalf of a caller. */
type Guarded = Pick<RouteContract, "action" | "scope" | "targetAt">;

/**
 * Checks that a caller may use a route or a request that names these things in its path: in its own organization, by its
 * role, and by what its key covers. Throws `not-found` for another organization, and `forbidden`.
 */
export function admit(contract: Guarded, principal: Principal, named: unknown): void {
  const org = child(named, "org");
  if (principal.role !== "operator" && typeof org === "string") assertOwnOrg(principal, org);
  if (contract.action !== "public") assertMay(principal, contract.action);
  admitScope(contract, principal, named);
}

/** Checks the permission that a call needs for what its body asks for. Throws `forbidden`. */
export function admitBody(
  { actionBy }: Pick<RouteContract, "actionBy">,
  principal: Principal,
  body: unknown,
): void {
  if (actionBy === undefined) return;
  const action = actionBy.actions[String(child(body, actionBy.field))];
  if (action === undefined) throw new Error(`No permission is declared for this ${actionBy.field}.`);
  assertMay(principal, action);
}

function admitScope({ scope, targetAt }: Guarded, principal: Principal, named: unknown): void {
  if (scope === "none" || scope === "handler" || !isLimited(principal)) return;
  const about = scope === "all" ? {} : namesIn(named);
  if (about.app === undefined && about.profile === undefined && targetAt === undefined) {
    throw new Problem(
      "forbidden",
      "This key is limited to a part of its organization, and this needs a key that is not. Ask an admin for a wider key.",
    );
  }
  assertCovered(principal, about);
}

/** Checks that a caller's key covers the target in the body, before anything else in the body is checked. */
export function admitTarget(contract: Guarded, principal: Principal, body: unknown): void {
  if (contract.targetAt === undefined || principal.role === "operator") return;
  const target = contract.targetAt.reduce<unknown>(child, body);
  const org = child(target, "org");
  if (typeof org === "string") assertOwnOrg(principal, org);
  assertCovered(principal, namesIn(target));
}

/** What is named, as far as it is text: the schema explains better why other values cannot be read. */
function namesIn(named: unknown): Coverable {
  const text = (key: keyof Coverable) => {
    const value = child(named, key);
    return typeof value === "string" ? value : undefined;
  };
  return { app: text("app"), stage: text("stage"), service: text("service"), profile: text("profile") };
}

function child(parent: unknown, key: string): unknown {
  return typeof parent === "object" && parent !== null && Object.hasOwn(parent, key)
    ? Reflect.get(parent, key)
    : undefined;
}
