import { secret } from "@stagepass/contracts";
import { z } from "zod";

/** Credentials as the existing clients read them. Static keys have no session token. */
export const ClientKeys = z.object({
  accessKeyId: z.string(),
  secretAccessKey: secret(z.string()),
  sessionToken: secret(z.string()).optional(),
});
export type ClientKeys = z.infer<typeof ClientKeys>;

interface Issued extends Pick<ClientKeys, "accessKeyId" | "secretAccessKey"> {
  readonly sessionToken: string | null;
}

/** Returns what clients read of credentials that were issued, or of static keys. */
export function clientKeysOf({ accessKeyId, secretAccessKey, sessionToken }: Issued): ClientKeys {
  return { accessKeyId, secretAccessKey, ...(sessionToken !== null && { sessionToken }) };
}
