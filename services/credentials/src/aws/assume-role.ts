import { AssumeRoleCommand, type AssumeRoleCommandInput } from "@aws-sdk/client-sts";
import { Problem } from "@stagepass/contracts";
import { z } from "zod";
import { chainedMaxSeconds, clampDuration } from "../domain/sessions/clamp-duration.ts";
import type { NamedSession, Session } from "../domain/sessions/session.ts";
import type { Aws } from "./clients.ts";
import { withinDeadline } from "./deadline.ts";
import { type AwsFailure, toFailure } from "./failure.ts";
import { isEssential, sessionTags } from "./session-tags.ts";
import { stsProblem } from "./sts-problem.ts";
import { ownIdentityRefused } from "./unavailable.ts";

const operation = "sts:AssumeRole";

/** AWS's answer, of which nothing is trusted before it is parsed. */
const Answer = z.object({
  Credentials: z.object({
    AccessKeyId: z.string().regex(/^\w{16,128}$/),
    SecretAccessKey: z.string().min(1),
    SessionToken: z.string().min(1),
    Expiration: z.date().refine((expiration) => expiration.getTime() > Date.now()),
  }),
});

/** Opens a session of a role. Throws `role-not-assumable`, its subclass `PolicyTooLarge`, and `unavailable`. */
export async function assumeRole(aws: Aws, session: NamedSession, externalId: string): Promise<Session> {
  try {
    return await withinDeadline(aws.callMs, async (signal) => {
      const isChained = await hasSessionIdentity(aws);
      return await send(aws, inputFor(session, externalId, isChained), signal);
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw stsProblem(toFailure(operation, error), { session, stsRegion: aws.region });
  }
}

/** Whether Stagepass's own identity is a session. AWS limits sessions that are opened with another one to an hour. */
async function hasSessionIdentity(aws: Aws): Promise<boolean> {
  try {
    const { sessionToken } = await aws.sts.config.credentials();
    return sessionToken !== undefined;
  } catch (error) {
    // The credentials are resolved before the call, since an "access denied" of their provider does not concern the
    // role.
    throw ownIdentityRefused(toFailure(operation, error));
  }
}

function inputFor(session: NamedSession, externalId: string, isChained: boolean): AssumeRoleCommandInput {
  return {
    RoleArn: session.roleArn,
    RoleSessionName: session.sessionName,
    ExternalId: externalId,
    // A tag that is not transitive ends with its session, and none is transitive. A source identity is passed on.
    ...(session.sourceIdentity === "none" ? {} : { SourceIdentity: session.deploymentId }),
    Tags: sessionTags(session),
    DurationSeconds: clampDuration(session.requestedSeconds, isChained),
    ...narrowingOf(session),
  };
}

function narrowingOf({ narrowing }: NamedSession): Pick<AssumeRoleCommandInput, "Policy" | "PolicyArns"> {
  switch (narrowing.by) {
    case "nothing":
      return {};
    case "managed-policy":
      return { PolicyArns: [{ arn: narrowing.policyArn }] };
    case "inline-policy":
      return { Policy: narrowing.document };
  }
}

/**
 * Sends the request, and sends a smaller one whenever AWS says that it was too large. Every request is smaller than
 * the one before, so this ends.
 */
async function send(aws: Aws, input: AssumeRoleCommandInput, signal: AbortSignal): Promise<Session> {
  try {
    const answer = await aws.sts.send(aws.abortable(new AssumeRoleCommand(input), signal));
    return toSession(answer, input);
  } catch (error) {
    const failure = toFailure(operation, error);
    const lesser = askForLess(input, failure);
    if (lesser === undefined) throw failure;
    return send(aws, lesser, signal);
  }
}

function askForLess(input: AssumeRoleCommandInput, failure: AwsFailure): AssumeRoleCommandInput | undefined {
  const { DurationSeconds = chainedMaxSeconds, Tags = [] } = input;
  const isTooLong = failure.code === "ValidationError" && /DurationSeconds exceeds/.test(failure.said);
  // Every role allows an hour, and so does role chaining.
  if (isTooLong && DurationSeconds > chainedMaxSeconds)
    return { ...input, DurationSeconds: chainedMaxSeconds };
  const isTooLarge = failure.code === "PackedPolicyTooLargeException";
  const kept = Tags.filter(isEssential);
  return isTooLarge && kept.length < Tags.length ? { ...input, Tags: kept } : undefined;
}

function toSession(answer: unknown, input: AssumeRoleCommandInput): Session {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Answer.parse(answer).Credentials;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
    grantedSeconds: input.DurationSeconds ?? chainedMaxSeconds,
    tagsDropped: input.Tags?.every(isEssential) === true,
  };
}
