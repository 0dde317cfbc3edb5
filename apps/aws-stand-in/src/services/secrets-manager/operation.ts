import { z } from "zod";

/** A name, an ARN, or an ARN without its suffix. */
export const SecretId = z.string().min(1).max(2_048);

/**
 * The id of the version to create, which makes it safe to repeat the call. AWS requires it from callers that are not
 * an SDK.
 */
export const ClientRequestToken = z.string().min(32).max(64);

/** The two fields for a secret's value in a request, of at most 65,536 bytes. At most one of them may be given. */
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
