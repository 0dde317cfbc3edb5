import { GetParametersCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { z } from "zod";
import type { ReadValue, SecretReading, UnreadableReason } from "../domain/secrets/secret-reading.ts";
import type { SsmLocation } from "../domain/secrets/ssm-location.ts";
import type { Session } from "../domain/sessions/session.ts";
import type { Aws } from "./clients.ts";
import { withinDeadline } from "./deadline.ts";
import { type AwsFailure, toFailure } from "./failure.ts";
import { inParallel } from "./in-parallel.ts";
import { ssmBatches } from "./ssm-batches.ts";
import { awsUnavailable } from "./unavailable.ts";

const operation = "ssm:GetParameters";
const maxUnderWay = 5;

/** AWS's answer, of which nothing is trusted before it is parsed. It leaves out what does not exist. */
const Answer = z.object({
  Parameters: z.array(
    z.object({
      Name: z.string(),
      ARN: z.string().optional(),
      /** The version number or the label that was asked for, after a colon. */
      Selector: z.string().optional(),
      Value: z.string(),
    }),
  ),
});
type Found = z.output<typeof Answer>["Parameters"][number];

/** Reads parameters of SSM Parameter Store as the session, each in its own region. Throws `unavailable`. */
export async function fetchSsm(
  aws: Aws,
  session: Session,
  parameters: readonly SsmLocation[],
): Promise<ReadValue[]> {
  const clients = new Map<string, SSMClient>();
  const clientIn = (region: string) => {
    const client = clients.get(region) ?? aws.ssmOf(session, region);
    clients.set(region, client);
    return client;
  };
  try {
    const read = await withinDeadline(aws.callMs, (signal) =>
      inParallel(ssmBatches(parameters), maxUnderWay, ({ region, batch }) =>
        readBatch(clientIn(region), batch, signal),
      ),
    );
    return read.flat();
  } catch (error) {
    throw awsUnavailable("Systems Manager", toFailure(operation, error));
  }
}

async function readBatch(
  client: SSMClient,
  batch: readonly SsmLocation[],
  signal: AbortSignal,
): Promise<ReadValue[]> {
  const command = new GetParametersCommand({ Names: batch.map(nameOf), WithDecryption: true });
  try {
    const { Parameters } = Answer.parse(await client.send(command, { abortSignal: signal }));
    return batch.map((location) => ({ location, reading: readingOf(location, Parameters) }));
  } catch (error) {
    const failure = toFailure(operation, error);
    if (failure.kind === "unavailable") throw failure;
    if (failure.kind === "refused" && batch.length > 1) {
      // AWS refuses all for one that may not be read. Asked alone, each says for itself whether it is the one.
      return (await inParallel(batch, 2, (location) => readBatch(client, [location], signal))).flat();
    }
    const reading = { outcome: "unreadable", reason: reasonOf(failure), awsCode: failure.code } as const;
    return batch.map((location) => ({ location, reading }));
  }
}

function nameOf({ name, selector }: SsmLocation): string {
  return selector === undefined ? name : `${name}:${selector}`;
}

function readingOf({ name, selector }: SsmLocation, found: readonly Found[]): SecretReading {
  const parameter = found.find(({ Name, ARN, Selector }) => {
    const isAsked = Selector?.replace(/^:/, "") === selector;
    return isAsked && (Name === name || ARN === name);
  });
  if (parameter === undefined) return { outcome: "unreadable", reason: "missing" };
  return { outcome: "text", text: parameter.Value };
}

function reasonOf({ kind, code, said }: AwsFailure): UnreadableReason {
  // STS has just issued this session, so the reason is that the region is not enabled for the account.
  if (kind === "unauthenticated") return "region-disabled";
  if (code === "InvalidKeyId") return "key-denied";
  if (code !== "AccessDeniedException") return "rejected";
  return /kms:Decrypt|ciphertext/i.test(said) ? "key-denied" : "denied";
}
