import { z } from "zod";
import { didYouMean } from "../problems/nearest-names.ts";
import { Problem } from "../problems/problem.ts";
import { AppName, OrgName, StageName } from "./names.ts";

/** What an access key may do: `deployer` resolves and evaluates, `admin` may do everything in its organization. */
export const KeyRole = z.enum(["admin", "deployer"]);
export type KeyRole = z.infer<typeof KeyRole>;

/** The applications and stages that a key is limited to. A list that is left out limits nothing. */
export const KeyScope = z.object({
  apps: z.array(AppName).min(1).max(100).optional(),
  stages: z.array(StageName).min(1).max(100).optional(),
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

/** Somebody with a key of an organization: an admin or a deployer, but not the operator. */
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

/** An application and a stage of it. Without a stage it is the application itself, whatever its stage. */
export interface Coverable {
  readonly app: string;
  readonly stage?: string;
}

/** Throws `forbidden`, with advice, unless the caller's key covers the application, and its stage if there is one. */
export function assertCovered(
  principal: Principal,
  target: Coverable,
  advice = "Ask an admin for a wider key.",
): void {
  if (covers(principal, target)) return;
  const { app, stage } = target;
  const which = stage === undefined ? `the app ${app}` : `the app ${app} with the stage ${stage}`;
  throw new Problem("forbidden", `This key does not cover ${which}. ${advice}`);
}

/**
 * Whether a caller's key covers an application and stage, or, without a stage, at least one stage of the application.
 * The operator's key covers none.
 */
export function covers(principal: Principal, { app, stage }: Coverable): boolean {
  if (principal.role === "operator") return false;
  const { scope } = principal;
  const covered = {
    apps: includes(scope.apps, app),
    stages: stage === undefined || includes(scope.stages, stage),
  } satisfies Record<keyof KeyScope, boolean>;
  return Object.values(covered).every(Boolean);
}

function includes(allowed: readonly string[] | undefined, name: string): boolean {
  return allowed === undefined || allowed.includes(name);
}
