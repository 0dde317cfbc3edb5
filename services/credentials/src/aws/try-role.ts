import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { Problem, type RoleTrial } from "@stagepass/contracts";
import type { NamedSession } from "../domain/sessions/session.ts";
import { assumeRole } from "./assume-role.ts";
import type { Aws } from "./clients.ts";
import { withinDeadline } from "./deadline.ts";
import { AwsFailure, toFailure } from "./failure.ts";
import { stsProblem } from "./sts-problem.ts";

/**
 * Asks AWS for a session and forgets it. With an external ID it asks as a deploy does, and without one for as little as
 * possible, so that nothing but the missing ID can be the reason of a refusal. Throws `unavailable`.
 */
export async function tryRole(
  aws: Aws,
  session: NamedSession,
  externalId: string | undefined,
): Promise<RoleTrial> {
  try {
    if (externalId === undefined) await assumeWithoutId(aws, session);
    else await assumeRole(aws, session, externalId);
    return { outcome: "assumed" };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "role-not-assumable") throw error;
    const awsCode = error.cause instanceof AwsFailure ? error.cause.code : null;
    return { outcome: "refused", awsCode, detail: error.message };
  }
}

async function assumeWithoutId(aws: Aws, session: NamedSession): Promise<void> {
  const { roleArn, sessionName, requestedSeconds, narrowing } = session;
  const command = new AssumeRoleCommand({
    ...{ RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: requestedSeconds },
    ...(narrowing.by === "inline-policy" && { Policy: narrowing.document }),
  });
  try {
    await withinDeadline(aws.callMs, (signal) => aws.sts.send(aws.abortable(command, signal)));
  } catch (error) {
    throw stsProblem(toFailure("sts:AssumeRole", error), { session, stsRegion: aws.region });
  }
}
