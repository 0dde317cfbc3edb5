import { deflateRawSync } from "node:zlib";
import { AwsError } from "../../http/aws-error.ts";
import type { AssumeRoleInput } from "./assume-role-input.ts";

/**
 * What the packed policies and tags of a session may take. AWS keeps both its format and its limit to itself; this is
 * about where people report that real tags stop fitting.
 */
const ALLOTTED_BYTES = 1_024;

/**
 * How much of the allotted space the session's policies and tags take, in percent, or `undefined` when there are none.
 * Throws PackedPolicyTooLarge above 100.
 */
export function packedPolicySize(
  input: Pick<AssumeRoleInput, "policy" | "policyArns" | "tags">,
): number | undefined {
  const tags = input.tags.map(({ Key, Value }) => [Key, Value]);
  if (input.policy === undefined && input.policyArns.length === 0 && tags.length === 0) return undefined;
  const policy = input.policy === undefined ? null : JSON.parse(input.policy);
  const packed = deflateRawSync(JSON.stringify([policy, input.policyArns, tags]));
  const percent = Math.ceil((packed.length * 100) / ALLOTTED_BYTES);
  if (percent <= 100) return percent;
  throw new AwsError(
    "PackedPolicyTooLarge",
    tags.length > 0
      ? `Packed size of session tags consumes ${percent}% of allotted space.`
      : `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );
}
