import type { OpenedKeys, UnboundCredentials } from "@stagepass/contracts";

/** Static keys as credentials: they have no session, no role, and no end. */
export function withoutSession({ accessKeyId, secretAccessKey }: OpenedKeys): UnboundCredentials {
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken: null,
    expiration: null,
    durationSeconds: null,
    roleArn: null,
  };
}
