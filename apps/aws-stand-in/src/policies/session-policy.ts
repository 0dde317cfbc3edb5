import { z } from "zod";
import { AwsError } from "../http/aws-error.ts";
import { matchesWildcard } from "./wildcard.ts";

/** Makes the schema of an item in AWS's policy language, which may be one or a list. It is read as a list. */
export const oneOrMany = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item).min(1));

/** The actions of a statement. */
export const Actions = oneOrMany(
  z
    .string()
    .regex(/^(\*|[\w-]+:.+)$/, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."),
);
const Resources = oneOrMany(z.string().regex(/^(\*$|arn:)/, 'Resources must be in ARN format or "*".'));

const Statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(["Allow", "Deny"]),
    Action: Actions.optional(),
    NotAction: Actions.optional(),
    Resource: Resources.optional(),
    NotResource: Resources.optional(),
    Condition: z.looseObject({}).optional(),
  })
  .refine(
    (it) => (it.Action === undefined) !== (it.NotAction === undefined),
    "Policy statement must contain actions.",
  )
  .refine(
    (it) => (it.Resource === undefined) !== (it.NotResource === undefined),
    "Policy statement must contain resources.",
  );
type Statement = z.output<typeof Statement>;

const PolicyDocument = z.strictObject({
  Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
  Id: z.string().optional(),
  Statement: oneOrMany(Statement),
});

/** A session policy in which every single value has become a list. */
export type PolicyDocument = z.output<typeof PolicyDocument>;

/** What a set of session policies says about one action on one resource. */
export type PolicyVerdict = "allowed" | "explicitly-denied" | "not-allowed";

/** Parses a session policy. Throws MalformedPolicyDocument with the first reason that AWS would name. */
export function parsePolicy(text: string): PolicyDocument {
  const parsed = PolicyDocument.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const spoken = issue?.code === "custom" || issue?.code === "invalid_format";
  throw new AwsError("MalformedPolicyDocument", spoken ? issue.message : "Syntax errors in policy.");
}

/**
 * Evaluates session policies by IAM's rule: a matching Deny wins, else a matching Allow, and nothing else is allowed.
 * Conditions are not evaluated: a statement that has one denies if it is a Deny, and does not allow if it is an Allow,
 * so that the stand-in is never less strict than AWS.
 */
export function evaluate(
  documents: readonly PolicyDocument[],
  action: string,
  resource: string,
): PolicyVerdict {
  const matching = documents
    .flatMap(({ Statement }) => Statement)
    .filter((it) => covers(it, action, resource));
  if (matching.some(({ Effect }) => Effect === "Deny")) return "explicitly-denied";
  return matching.some((it) => it.Effect === "Allow" && it.Condition === undefined)
    ? "allowed"
    : "not-allowed";
}

/**
 * Returns what stands for a managed policy here: ReadOnlyAccess allows describing secrets and not reading their
 * values, reading parameters as AWS's own does, and any other policy allows everything.
 */
export function managedPolicy(arn: string): PolicyDocument {
  const Action = arn.endsWith(":policy/ReadOnlyAccess")
    ? ["secretsmanager:Describe*", "secretsmanager:List*", "ssm:Get*", "sts:GetCallerIdentity"]
    : ["*"];
  return { Statement: [{ Effect: "Allow", Action, Resource: ["*"] }] };
}

function covers(statement: Statement, action: string, resource: string): boolean {
  const { Action, NotAction = [], Resource, NotResource = [] } = statement;
  // IAM compares actions without regard to case, resources exactly.
  const isAction = (pattern: string) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase());
  const isResource = (pattern: string) => matchesWildcard(pattern, resource);
  const actionCovered = Action?.some(isAction) ?? !NotAction.some(isAction);
  const resourceCovered = Resource?.some(isResource) ?? !NotResource.some(isResource);
  return actionCovered && resourceCovered;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError("MalformedPolicyDocument", "The policy is not in the valid JSON format.");
  }
}
