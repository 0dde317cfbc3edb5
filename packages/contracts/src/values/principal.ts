import { z } from "zod";
import { didYouMean } from "../problems/nearest-names.ts";
import { Problem } from "../problems/problem.ts";
import { OrgName } from "./names.ts";
import { plainText } from "./plain-text.ts";
import type { Action } from "./rights/actions.ts";
import { may, rolesThatMay } from "./rights/roles.ts";
import { wildcardMatcher } from "./wildcard.ts";

/** The role of an access key. The table `roles` says what each may do. */
export const KeyRole = z.enum(["admin", "deployer", "viewer", "planner", "editor", "auditor"]);
export type KeyRole = z.infer<typeof KeyRole>;

/** A name or a pattern in the scope of a key. What begins with `!` is an exception. */
const ScopePattern = plainText(257).min(1, "must not be empty");
const patterns = z.array(ScopePattern).min(1).max(100).optional();

/**
 * The applications, stages, services and profiles that a key is limited to, by names and patterns. A list that is left out
 * limits nothing.
 */
export const KeyScope = z.object({
  apps: patterns,
  stages: patterns,
  services: patterns,
  profiles: patterns,
});
export type KeyScope = z.infer<typeof KeyScope>;

/** The SHA-256 digest of an access key, in hexadecimal. It identifies the key without revealing it. */
export const KeyDigest = z.string().regex(/^[0-9a-f]{64}$/);

/** Who is calling, as the profiles service knows it from the access key. It decides the organization of a call. */
export const Principal = z.discriminatedUnion("role", [
  z.object({ role: z.literal("operator"), keyId: z.literal("operator") }),
  z.object({ role: KeyRole, keyId: z.string(), org: OrgName, scope: KeyScope }),
]);
export type Principal = z.infer<typeof Principal>;
/** The role of a caller: `operator`, or the role of an organization's key. */
export type PrincipalRole = Principal["role"];

/** Somebody with a key of an organization, and not the operator. */
export type Member = Exclude<Principal, { role: "operator" }>;

/** Throws `forbidden` for the operator's key, which belongs to no organization. */
export function assertMember(principal: Principal): asserts principal is Member {
  if (principal.role !== "operator") return;
  throw new Problem("forbidden", "The operator's key belongs to no organization. Use a key of one.");
}

/**
 * Throws `not-found` for an organization that is not the caller's own, in the same words whether or not it exists, and
 * `forbidden` for the operator's key.
 */
export function assertOwnOrg(principal: Principal, org: string): void {
  assertMember(principal);
  if (org === principal.org) return;
  const detail = `There is no organization ${JSON.stringify(org)} that this key belongs to.`;
  throw new Problem("not-found", detail + didYouMean(org, [principal.org]));
}

/** Throws `forbidden`, with the permission that is missing, unless the caller's role has it. */
export function assertMay(principal: Pick<Principal, "role">, action: Action): void {
  if (may(principal.role, action)) return;
  throw new Problem(
    "forbidden",
    `This needs the permission ${action}, which ${rolesThatMay(action).join(" and ")} have; this key has the role ${principal.role}.`,
  );
}

/** What a call is about, as far as it names it. What is left out is any: a part of the application, whatever its stage. */
export interface Coverable {
  readonly app?: string | undefined;
  readonly stage?: string | undefined;
  readonly service?: string | undefined;
  readonly profile?: string | undefined;
}

/** Throws `forbidden`, with advice, unless the caller's key covers what is named. */
export function assertCovered(
  principal: Principal,
  named: Coverable,
  advice = "Ask an admin for a wider key.",
): void {
  if (!covers(principal, named))
    throw new Problem("forbidden", `This key does not cover ${wordsFor(named)}. ${advice}`);
}

/**
 * Throws `forbidden` unless the caller's key covers the target of a deploy. A target without its service is covered only by
 * a key that is not limited to some.
 */
export function assertMayTarget(principal: Principal, target: Coverable, advice?: string): void {
  assertCovered(principal, target, advice);
  if (target.service !== undefined || principal.role === "operator" || principal.scope.services === undefined)
    return;
  throw new Problem(
    "forbidden",
    "This key is limited to some services, and the request does not name its service. Ask an admin for a wider key.",
  );
}

/**
 * Throws `forbidden` unless the caller's key covers the profile of a deploy. A deploy without one needs a key that is not
 * limited to some.
 */
export function assertProfileCovered(principal: Principal, profile: string | undefined): void {
  assertCovered(principal, { profile });
  if (profile !== undefined || principal.role === "operator" || principal.scope.profiles === undefined)
    return;
  throw new Problem(
    "forbidden",
    "This key is limited to some profiles, and no profile applies to this target. Ask an admin for a wider key.",
  );
}

/**
 * Whether a caller's key covers what is named: where no stage is named, at least one stage. The operator's key covers
 * nothing.
 */
export function covers(principal: Principal, { app, stage, service, profile }: Coverable): boolean {
  if (principal.role === "operator") return false;
  const { scope } = principal;
  const covered = {
    apps: includes(scope.apps, app),
    stages: includes(scope.stages, stage),
    services: includes(scope.services, service),
    profiles: includes(scope.profiles, profile),
  } satisfies Record<keyof KeyScope, boolean>;
  return Object.values(covered).every(Boolean);
}

/** What a caller's key is limited to. Throws `forbidden` for the operator's key. */
export function limitsOf(principal: Principal): KeyScope {
  assertMember(principal);
  return principal.scope;
}

/** Whether a caller's key is limited to a part of its organization. */
export function isLimited(principal: Principal): principal is Member {
  return principal.role !== "operator" && Object.values(principal.scope).some((list) => list !== undefined);
}

function includes(allowed: readonly string[] | undefined, name: string | undefined): boolean {
  return allowed === undefined || name === undefined || wildcardMatcher(allowed)(name);
}

function wordsFor({ app, stage, service, profile }: Coverable): string {
  const named = [
    ...(app === undefined ? [] : [`the app ${app}`]),
    ...(stage === undefined ? [] : [`the stage ${stage}`]),
    ...(service === undefined ? [] : [`the service ${service}`]),
    ...(profile === undefined ? [] : [`the profile ${profile}`]),
  ];
  const [first = "this", ...others] = named;
  return others.length === 0 ? first : `${first} with ${others.join(" and ")}`;
}
