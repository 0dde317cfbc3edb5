import { z } from "zod";
import type { CallContext } from "../aws-service.ts";

/** An operation of Secrets Manager: what it accepts and what it does. */
export interface Operation<Input extends z.ZodType = z.ZodType> {
  readonly input: Input;
  /** Whether a success changed the state, which then has to be saved before it is answered. */
  readonly changes: boolean;
  run(context: CallContext, input: z.output<Input>): object;
}

/** Types `run` by `input`. Parameters of AWS that no operation here reads are accepted and ignored. */
export function defineOperation<Input extends z.ZodType>(operation: Operation<Input>): Operation<Input> {
  return operation;
}

/** A name, an ARN, or an ARN without its suffix. */
export const SecretId = z.string().min(1).max(2_048);

/** The version id to be, which makes a repeated call harmless. AWS demands it of callers that are not an SDK. */
export const ClientRequestToken = z.string().min(32).max(64);

/** The value of a secret as a request carries it, at most 65,536 bytes; at most one of the two may be given. */
export const secretValueFields = {
  SecretString: z
    .string()
    .min(1)
    .refine(
      (text) => Buffer.byteLength(text) <= 65_536,
      "Member must have length less than or equal to 65536",
    )
    .optional(),
  SecretBinary: z
    .base64()
    .min(1)
    .refine(
      (text) => Buffer.from(text, "base64").length <= 65_536,
      "Member must have length less than or equal to 65536",
    )
    .optional(),
};
