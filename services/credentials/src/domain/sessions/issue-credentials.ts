import type * as contracts from "@stagepass/contracts";
import { type AccessRole, type Input, type Output, sourceIdentityOf } from "@stagepass/contracts";
import { readOnlyAccessFor } from "../access-roles/role-arn.ts";
import { openSession, type SessionPorts } from "./open-session.ts";
import type { WantedSession } from "./session.ts";

/**
 * Issues credentials for a deployment. They are recorded in the ledger before they are returned. Throws
 * `role-not-assumable`.
 */
export async function issueCredentials(
  ports: SessionPorts,
  { target, deploymentId, accessRole, purpose }: Input<typeof contracts.issueCredentials>,
): Promise<Output<typeof contracts.issueCredentials>> {
  const role = purpose === "plan" ? planRoleOf(accessRole) : deployRoleOf(accessRole);
  const session = await openSession(ports, {
    kind: purpose,
    target,
    deploymentId,
    requestedSeconds: accessRole.durationSeconds,
    sourceIdentity: sourceIdentityOf(accessRole),
    ...role,
  });
  return {
    accessKeyId: session.accessKeyId,
    secretAccessKey: session.secretAccessKey,
    sessionToken: session.sessionToken,
    expiration: session.expiration.toISOString(),
    durationSeconds: session.grantedSeconds,
    roleArn: role.roleArn,
    region: target.region,
  };
}

type Role = Pick<WantedSession, "roleArn" | "narrowing">;

function deployRoleOf({ roleArn }: AccessRole): Role {
  return { roleArn, narrowing: { by: "nothing" } };
}

/**
 * Returns the role for a plan. A role made for planning is trusted to be harmless; the deploy role is narrowed to
 * reading.
 */
function planRoleOf({ roleArn, planRoleArn }: AccessRole): Role {
  if (planRoleArn !== undefined) return { roleArn: planRoleArn, narrowing: { by: "nothing" } };
  return { roleArn, narrowing: { by: "managed-policy", policyArn: readOnlyAccessFor(roleArn) } };
}
