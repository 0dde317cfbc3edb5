import { z } from "zod";
import { parseKeyring } from "./vault/keyring.ts";

/** The environment of the profiles service. */
export const Config = z.object({
  /** `id:key` pairs, each key 32 bytes in base64. The first encrypts, all decrypt. */
  STAGEPASS_KEYRING: z.string().transform((text, context) => {
    const { keyring, errors } = parseKeyring(text);
    for (const message of errors) context.addIssue({ code: "custom", message });
    return keyring ?? z.NEVER;
  }),
  /** The SHA-256 of the operator's key, in hex. The key itself is never configured. */
  STAGEPASS_OPERATOR_KEY_SHA256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be the SHA-256 digest of the operator's key: 64 lower-case hex digits"),
});
