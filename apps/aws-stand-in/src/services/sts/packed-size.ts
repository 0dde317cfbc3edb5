import { AwsError } from "../../http/aws-error.ts";
import { packText } from "../../identity/packed-text.ts";
import type { AssumeRoleInput } from "./assume-role-input.ts";

/**
 * How many bytes the packed policies and tags of a session may take. AWS publishes neither its format nor its limit.
 * This is about the size at which people report that real tags no longer fit.
 */
const ALLOTTED_BYTES = 1_024;

/**
 * Returns how much of the allotted space the session's policies and tags take, in percent, or `undefined` when there
 * are none. Throws PackedPolicyTooLarge when it is more than 100.
 */
export function packedPolicySize(
  input: Pick<AssumeRoleInput, "policy" | "policyArns" | "tags">,
): number | undefined {
  const tags = input.tags.map(({ Key, Value }) => [Key, Value]);
  if (input.policy === undefined && input.policyArns.length === 0 && tags.length === 0) return undefined;
  const policy = input.policy === undefined ? null : JSON.parse(input.policy);
  const packed = packText(JSON.stringify([policy, input.policyArns, tags]));
  const percent = Math.ceil((packed.length * 100) / ALLOTTED_BYTES);
  if (percent <= 100) return percent;
  throw new AwsError(
    "PackedPolicyTooLarge",
    tags.length > 0
      ? `Packed size of session tags consumes ${percent}% of allotted space.`
      : `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );
}
