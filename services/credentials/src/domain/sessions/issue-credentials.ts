import type * as contracts from "@stagepass/contracts";
import { type AccessRole, type Input, type Output, type Purpose, readAccessRole } from "@stagepass/contracts";
import { assumedArns } from "../access-roles/assumed-arns.ts";
import { readOnlyAccessFor } from "../access-roles/identity-arn.ts";
import { openSession, type SessionPorts } from "./open-session.ts";
import type { Narrowing } from "./session.ts";

/**
 * Issues credentials for a deployment. They are recorded in the ledger before they are returned. Throws
 * `role-not-assumable`, and `invalid-role-arn`.
 */
export async function issueCredentials(
  ports: SessionPorts,
  { target, deploymentId, accessRole, purpose }: Input<typeof contracts.issueCredentials>,
): Promise<Output<typeof contracts.issueCredentials>> {
  const { roleArn, externalIdOf } = assumedArns(accessRole, target, purpose);
  const { durationSeconds, sourceIdentity } = readAccessRole(accessRole);
  const session = await openSession(ports, {
    kind: purpose,
    target,
    deploymentId,
    roleArn,
    externalIdOf,
    requestedSeconds: durationSeconds,
    sourceIdentity,
    narrowing: narrowingFor(accessRole, purpose),
  });
  return {
    accessKeyId: session.accessKeyId,
    secretAccessKey: session.secretAccessKey,
    sessionToken: session.sessionToken,
    expiration: session.expiration.toISOString(),
    durationSeconds: session.grantedSeconds,
    roleArn,
    region: target.region,
  };
}

/**
 * Returns how a session is narrowed. A role made for planning is trusted to be harmless; the deploy role is narrowed
 * to reading.
 */
function narrowingFor({ roleArn, planRoleArn }: AccessRole, purpose: Purpose): Narrowing {
  if (purpose !== "plan" || planRoleArn !== undefined) return { by: "nothing" };
  return { by: "managed-policy", policyArn: readOnlyAccessFor(roleArn) };
}
