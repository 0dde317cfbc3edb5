import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { z } from "zod";
import type { OwnAccount } from "../domain/trust-policy.ts";
import type { Aws } from "./clients.ts";
import { withinDeadline } from "./deadline.ts";
import { toFailure } from "./failure.ts";
import { awsUnavailable, ownIdentityRefused } from "./unavailable.ts";

const operation = "sts:GetCallerIdentity";

const Answer = z.object({
  Account: z.string().regex(/^\d{12}$/),
  Arn: z.string().regex(/^arn:aws(-[a-z]+)*:/),
});

/** Finds out Stagepass's own account, and remembers it: it does not change while the process lives. */
export function ownAccountReader(aws: Aws): () => Promise<OwnAccount> {
  let known: Promise<OwnAccount> | undefined;
  return () => {
    known ??= readOwnAccount(aws).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

/** Asking needs no permission, so that a refusal is one of the identity itself. */
async function readOwnAccount(aws: Aws): Promise<OwnAccount> {
  try {
    return await withinDeadline(aws.callMs, async (signal) => {
      const answer = await aws.sts.send(new GetCallerIdentityCommand(), { abortSignal: signal });
      const { Account, Arn } = Answer.parse(answer);
      return { accountId: Account, partition: Arn.split(":", 2)[1] ?? "aws" };
    });
  } catch (error) {
    const failure = toFailure(operation, error);
    throw failure.kind === "unavailable" ? awsUnavailable("STS", failure) : ownIdentityRefused(failure);
  }
}
