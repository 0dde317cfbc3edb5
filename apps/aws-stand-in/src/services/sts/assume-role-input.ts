import { AwsError } from "../../http/aws-error.ts";
import { parseRoleArn, type RoleArn } from "../../identity/role-arn.ts";
import type { Tag } from "../../identity/session.ts";
import { parsePolicy } from "../../policies/session-policy.ts";
import {
  assertNoViolations,
  rangeViolationsOf,
  textPattern,
  validationError,
  violationsOf,
} from "./constraints.ts";
import type { Form } from "./form.ts";

const NAME_PATTERN = textPattern("[\\w+=,.@-]*");
const EXTERNAL_ID_PATTERN = textPattern("[\\w+=,.@:\\/-]*");
const TAG_PATTERN = textPattern("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
const POLICY_PATTERN = textPattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
const MAX_TAGS = 50;
const MAX_POLICY_ARNS = 10;

/** An AssumeRole request that is within AWS's published limits. */
export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly role: RoleArn;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly externalId: string | undefined;
  readonly sourceIdentity: string | undefined;
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
  readonly policy: string | undefined;
  readonly policyArns: readonly string[];
}

/**
 * Parses an AssumeRole request, and checks it against the limits in AWS's API reference. Throws ValidationError,
 * InvalidParameterValue or MalformedPolicyDocument.
 */
export function readAssumeRoleInput(form: Form): AssumeRoleInput {
  const roleArn = form.text("RoleArn") ?? "";
  const input = {
    roleArn,
    roleSessionName: form.text("RoleSessionName") ?? "",
    durationSeconds: readDuration(form),
    externalId: form.text("ExternalId"),
    sourceIdentity: form.text("SourceIdentity"),
    tags: form
      .structures("Tags")
      .map((tag) => ({ Key: tag.get("Key") ?? "", Value: tag.get("Value") ?? "" })),
    transitiveTagKeys: form.texts("TransitiveTagKeys"),
    policy: form.text("Policy"),
    policyArns: form.structures("PolicyArns").map((it) => it.get("arn") ?? ""),
  };
  assertNoViolations([...parameterViolations(form, input.durationSeconds), ...listViolations(input)]);
  const role = parseRoleArn(roleArn);
  if (role === undefined) throw validationError("Request ARN is invalid");
  checkPolicies(input.policy, input.policyArns);
  checkTagKeys(input.tags, input.transitiveTagKeys);
  return { ...input, role };
}

function readDuration(form: Form): number {
  const text = form.text("DurationSeconds") ?? "3600";
  if (!/^-?\d{1,9}$/.test(text))
    throw new AwsError("MalformedInput", "DurationSeconds is not a whole number.");
  return Number(text);
}

function parameterViolations(form: Form, durationSeconds: number): string[] {
  const name = { min: 2, max: 64, pattern: NAME_PATTERN };
  return [
    ...violationsOf({ name: "roleArn", value: form.text("RoleArn"), required: true, min: 20, max: 2_048 }),
    ...violationsOf({
      name: "roleSessionName",
      value: form.text("RoleSessionName"),
      required: true,
      ...name,
    }),
    ...violationsOf({ name: "sourceIdentity", value: form.text("SourceIdentity"), ...name }),
    ...violationsOf({
      name: "externalId",
      value: form.text("ExternalId"),
      min: 2,
      max: 1_224,
      pattern: EXTERNAL_ID_PATTERN,
    }),
    ...violationsOf({
      name: "policy",
      value: form.text("Policy"),
      min: 1,
      max: 2_048,
      pattern: POLICY_PATTERN,
    }),
    ...rangeViolationsOf("durationSeconds", durationSeconds, 900, 43_200),
  ];
}

function listViolations(input: Pick<AssumeRoleInput, "tags" | "transitiveTagKeys" | "policyArns">): string[] {
  const tooLong = (name: string, list: readonly unknown[], max: number) =>
    list.length > max
      ? [
          `Value at '${name}' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
        ]
      : [];
  const key = { min: 1, max: 128, pattern: TAG_PATTERN };
  const value = { max: 256, pattern: TAG_PATTERN };
  return [
    ...tooLong("tags", input.tags, MAX_TAGS),
    ...tooLong("transitiveTagKeys", input.transitiveTagKeys, MAX_TAGS),
    ...tooLong("policyArns", input.policyArns, MAX_POLICY_ARNS),
    ...input.tags.flatMap((tag, at) => [
      ...violationsOf({ name: `tags.${at + 1}.member.key`, value: tag.Key, ...key }),
      ...violationsOf({ name: `tags.${at + 1}.member.value`, value: tag.Value, ...value }),
    ]),
  ];
}

function checkPolicies(policy: string | undefined, policyArns: readonly string[]): void {
  if (policy !== undefined) parsePolicy(policy);
  const invalid = policyArns.find(
    (arn) => !/^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]{1,512}$/.test(arn),
  );
  if (invalid !== undefined) throw validationError(`ARN ${invalid} is not valid.`);
}

function checkTagKeys(tags: readonly Tag[], transitiveTagKeys: readonly string[]): void {
  // AWS keeps the case of a key and compares keys without it, so "Team" and "team" are the same key.
  const keys = new Set(tags.map(({ Key }) => Key.toLowerCase()));
  if (keys.size < tags.length) {
    throw invalidParameter("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  if ([...keys].some((key) => key.startsWith("aws:"))) {
    throw invalidParameter("Tag keys that begin with aws: are reserved for system use.");
  }
  if (transitiveTagKeys.some((key) => !keys.has(key.toLowerCase()))) {
    throw invalidParameter("The specified transitive tag key must be included in the requested tags.");
  }
}

function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}
