import { z } from "zod";
import type { Caller } from "../identity/caller.ts";
import { Actions, oneOrMany } from "./session-policy.ts";
import { matchesWildcard } from "./wildcard.ts";

const operators = ["StringEquals", "StringLike", "ArnEquals", "ArnLike"] as const;
const conditionKeys = ["sts:ExternalId", "aws:PrincipalArn"] as const;
type Operator = (typeof operators)[number];
type ConditionKey = (typeof conditionKeys)[number];

const PrincipalText = z
  .string()
  .regex(
    /^(\*|\d{12}|arn:aws[a-z-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role)\/[\u0021-\u007e]+))$/,
    "Invalid principal in policy",
  );
const Condition = z.partialRecord(
  z.enum(operators),
  z.partialRecord(z.enum(conditionKeys), oneOrMany(z.string())),
);
const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.union([z.literal("*"), z.strictObject({ AWS: oneOrMany(PrincipalText) })]),
  Action: Actions,
  Condition: Condition.optional(),
});
type Statement = z.output<typeof Statement>;

/**
 * A role's trust policy, as far as the stand-in can evaluate one. Elements that it does not know are invalid and never
 * ignored.
 */
export const TrustPolicy = z.strictObject({
  Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
  Id: z.string().optional(),
  Statement: oneOrMany(Statement),
});
export type TrustPolicy = z.output<typeof TrustPolicy>;

/** The caller who wants to use a role, and the external ID that it passes. */
export interface TrustRequest {
  readonly caller: Caller;
  readonly externalId: string | undefined;
}

/** Evaluates a trust policy by IAM's rule: a matching Deny wins, else a matching Allow, and nothing else is allowed. */
export function trustsCaller(policy: TrustPolicy, action: string, request: TrustRequest): boolean {
  const matching = policy.Statement.filter((statement) => covers(statement, action, request));
  return matching.length > 0 && matching.every(({ Effect }) => Effect === "Allow");
}

function covers({ Principal, Action, Condition = {} }: Statement, action: string, request: TrustRequest) {
  const principals = Principal === "*" ? [Principal] : Principal.AWS;
  const isAction = (pattern: string) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase());
  return (
    Action.some(isAction) &&
    principals.some((principal) => isCaller(principal, request.caller)) &&
    operators.every((operator) => holds(operator, Condition[operator] ?? {}, factsOf(action, request)))
  );
}

/**
 * Whether a policy's principal includes the caller. It may be everybody, the caller's account, its user or role, or
 * its session.
 */
function isCaller(principal: string, caller: Caller): boolean {
  if (principal === "*" || principal === caller.accountId) return true;
  return [`arn:${caller.partition}:iam::${caller.accountId}:root`, principalArn(caller), caller.arn].includes(
    principal,
  );
}

/** Returns the ARN of the user, or of the session's role. Unlike the session's ARN, that has the role's path. */
function principalArn({ arn, session }: Caller): string {
  return session?.roleArn ?? arn;
}

type Facts = Readonly<Record<ConditionKey, string | undefined>>;

/** Returns the values that conditions compare. As on AWS, there is an external ID for AssumeRole alone. */
function factsOf(action: string, { caller, externalId }: TrustRequest): Facts {
  return {
    "sts:ExternalId": action === "sts:AssumeRole" ? externalId : undefined,
    "aws:PrincipalArn": principalArn(caller),
  };
}

function holds(
  operator: Operator,
  wanted: Partial<Record<ConditionKey, readonly string[]>>,
  facts: Facts,
): boolean {
  return conditionKeys.every((key) => {
    const fact = facts[key];
    const values = wanted[key];
    return values === undefined || (fact !== undefined && values.some((it) => compare[operator](it, fact)));
  });
}

const compare: Readonly<Record<Operator, (value: string, fact: string) => boolean>> = {
  StringEquals: (value, fact) => value === fact,
  StringLike: matchesWildcard,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
};

/** Compares each of an ARN's six parts separately, so that a star never matches beyond a colon. */
function matchesArn(pattern: string, arn: string): boolean {
  const [patterns, parts] = [arnParts(pattern), arnParts(arn)];
  return patterns.length === parts.length && patterns.every((it, at) => matchesWildcard(it, parts[at] ?? ""));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}
