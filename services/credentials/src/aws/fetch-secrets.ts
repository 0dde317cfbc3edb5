import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import type { SecretLocation } from "../domain/secrets/secret-location.ts";
import type { ReadValue, SecretReading, UnreadableReason } from "../domain/secrets/secret-reading.ts";
import type { Session } from "../domain/sessions/session.ts";
import type { Aws } from "./clients.ts";
import { withinDeadline } from "./deadline.ts";
import { type AwsFailure, toFailure } from "./failure.ts";
import { inParallel } from "./in-parallel.ts";
import { awsUnavailable } from "./unavailable.ts";

const operation = "secretsmanager:GetSecretValue";
const maxUnderWay = 10;

/** AWS's answer, of which nothing is trusted before it is parsed: a text, or else bytes. */
const Answer = z.union([
  z.object({ SecretString: z.string() }),
  z.object({ SecretBinary: z.instanceof(Uint8Array) }),
]);

/** Reads secrets as the session, each in its own region. Throws `unavailable`. */
export async function fetchSecrets(
  aws: Aws,
  session: Session,
  secrets: readonly SecretLocation[],
): Promise<ReadValue[]> {
  const clients = new Map<string, SecretsManagerClient>();
  const clientIn = (region: string) => {
    const client = clients.get(region) ?? aws.secretsManagerOf(session, region);
    clients.set(region, client);
    return client;
  };
  try {
    return await withinDeadline(aws.callMs, (signal) =>
      inParallel(secrets, maxUnderWay, async (secret) => ({
        location: secret,
        reading: await readSecret(clientIn(secret.region), secret, signal),
      })),
    );
  } catch (error) {
    throw awsUnavailable("Secrets Manager", toFailure(operation, error));
  }
}

async function readSecret(
  client: SecretsManagerClient,
  { secretId, versionStage }: SecretLocation,
  signal: AbortSignal,
): Promise<SecretReading> {
  const command = new GetSecretValueCommand({
    SecretId: secretId,
    ...(versionStage === undefined ? {} : { VersionStage: versionStage }),
  });
  try {
    const answer = Answer.parse(await client.send(command, { abortSignal: signal }));
    if ("SecretString" in answer) return { outcome: "text", text: answer.SecretString };
    return { outcome: "unreadable", reason: "binary" };
  } catch (error) {
    const failure = toFailure(operation, error);
    if (failure.kind === "unavailable") throw failure;
    return { outcome: "unreadable", reason: reasonOf(failure), awsCode: failure.code };
  }
}

function reasonOf({ kind, code, said }: AwsFailure): UnreadableReason {
  // STS has just issued this session, so the reason is that the region is not enabled for the account.
  if (kind === "unauthenticated") return "region-disabled";
  switch (code) {
    case "ResourceNotFoundException":
      return "missing";
    case "InvalidRequestException":
      return /deletion|deleted/i.test(said) ? "deleted" : "rejected";
    case "DecryptionFailure":
      return "key-denied";
    case "AccessDeniedException":
      return /Access to KMS|kms:Decrypt/i.test(said) ? "key-denied" : "denied";
    default:
      return "rejected";
  }
}
