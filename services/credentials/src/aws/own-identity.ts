import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { z } from "zod";
import { type OwnIdentity, ownIdentityOf } from "../domain/access-roles/own-identity.ts";
import type { Aws } from "./clients.ts";
import { withinDeadline } from "./deadline.ts";
import { toFailure } from "./failure.ts";
import { awsUnavailable, ownIdentityRefused } from "./unavailable.ts";

const operation = "sts:GetCallerIdentity";

const Answer = z.object({ Arn: z.string() });

/**
 * Makes a function that returns who Stagepass is in AWS: the principal that the configuration names, else the one that
 * AWS reports. AWS is asked once, since the identity does not change while the process lives.
 */
export function ownIdentityReader(aws: Aws, configuredArn?: string): () => Promise<OwnIdentity> {
  let known = configuredArn === undefined ? undefined : Promise.resolve(ownIdentityOf(configuredArn));
  return () => {
    known ??= readOwnIdentity(aws).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

/** Asks AWS. No permission is needed for that, so a refusal means that the identity itself does not work. */
async function readOwnIdentity(aws: Aws): Promise<OwnIdentity> {
  try {
    return await withinDeadline(aws.callMs, async (signal) => {
      const answer = await aws.sts.send(aws.abortable(new GetCallerIdentityCommand(), signal));
      return ownIdentityOf(Answer.parse(answer).Arn);
    });
  } catch (error) {
    const failure = toFailure(operation, error);
    throw failure.kind === "unavailable" ? awsUnavailable("STS", failure) : ownIdentityRefused(failure);
  }
}
