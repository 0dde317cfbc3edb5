import { z } from "zod";
import { TrustPolicy, type TrustRequest, trustsCaller } from "./trust-policy.ts";

/** What a role requires of a caller who assumes it: a whole trust policy, or single requirements for tests. */
export const RoleTrust = z
  .strictObject({
    externalId: z
      .string()
      .regex(/^[\w+=,.@:/-]{2,1224}$/, "must be 2 to 1,224 letters, digits or any of _+=,.@:/-")
      .optional(),
    trustPolicy: TrustPolicy.optional(),
    deny: z.boolean().optional(),
    maxSessionDuration: z.int().min(3_600).max(43_200).optional(),
    allowTagSession: z.boolean().optional(),
    allowSetSourceIdentity: z.boolean().optional(),
  })
  .refine(
    (it) =>
      it.trustPolicy === undefined ||
      (it.externalId ?? it.allowTagSession ?? it.allowSetSourceIdentity) === undefined,
    "trustPolicy says itself which external ID and actions it allows; leave out the other fields",
  );
export type RoleTrust = z.output<typeof RoleTrust>;

/**
 * The actions that a role must allow when it is assumed. The last two are needed only with tags or a source identity.
 */
export type TrustAction = "sts:AssumeRole" | "sts:TagSession" | "sts:SetSourceIdentity";

/**
 * Whether a role lets a caller perform an action on it. A role without a stored trust can be assumed by anybody, but
 * only Stagepass's own account may pass a source identity to it: roles that others made, such as those of the CDK's
 * bootstrap, do not allow that on AWS either.
 */
export function permits(trust: RoleTrust, action: TrustAction, request: TrustRequest): boolean {
  if (trust.deny) return false;
  if (trust.trustPolicy !== undefined) return trustsCaller(trust.trustPolicy, action, request);
  switch (action) {
    case "sts:AssumeRole":
      return trust.externalId === undefined || trust.externalId === request.externalId;
    case "sts:TagSession":
      return trust.allowTagSession ?? true;
    case "sts:SetSourceIdentity":
      return trust.allowSetSourceIdentity ?? request.caller.isStagepass;
  }
}
