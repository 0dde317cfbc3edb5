import {
  type Purpose,
  type RoleNames,
  type RoleTest,
  type RoleTrial,
  readAccessRole,
} from "@stagepass/contracts";
import { assumedArns } from "../access-roles/assumed-arns.ts";
import type { NamedSession } from "../sessions/session.ts";
import { sessionNameOf } from "../sessions/session-name.ts";
import { type Checker, type CheckPorts, findRole, type NamedRole, onRecord, targetOf } from "./check.ts";

/** What testing a role needs from outside. */
export interface RoleTestPorts extends CheckPorts {
  /** Asks AWS for a session, and forgets it. Throws `unavailable`. */
  tryRole(session: NamedSession, externalId: string | undefined): Promise<RoleTrial>;
}

/** Which role is tested, and as what. */
interface Asked {
  readonly role: NamedRole;
  readonly target: RoleNames;
  readonly plan: boolean;
}

/** The duration of the shortest session that AWS issues, in seconds. */
const sessionSeconds = 900;

/** A session with this policy may do nothing, whatever its role may do. */
const denyAll = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }],
});

/**
 * Tries whether a role can be assumed with the external ID as a deploy does it, and cannot without it. Both are on record. The
 * sessions may do nothing, and are forgotten. Throws `not-found`, `invalid-role-arn`, `too-many-requests` and `unavailable`.
 */
export async function testRole(
  ports: RoleTestPorts,
  { org, by }: Checker,
  { role, target: names, plan }: Asked,
): Promise<RoleTest> {
  const accessRole = await findRole(ports, org, role, names);
  const purpose: Purpose = plan ? "plan" : "deploy";
  const target = targetOf(org, names);
  const { roleArn, externalIdOf } = assumedArns(accessRole, target, purpose);
  const id = ports.newCheckId();
  const session: NamedSession = {
    ...{ kind: purpose, target, deploymentId: id, roleArn, requestedSeconds: sessionSeconds },
    sourceIdentity: readAccessRole(accessRole).sourceIdentity,
    narrowing: { by: "inline-policy", document: denyAll },
    sessionName: sessionNameOf(target, id),
  };
  const externalId = await ports.getExternalId(org, externalIdOf);
  const check = { id, org, by, kind: "role", roleArn, reference: null } as const;
  const { withExternalId, withoutExternalId, passed } = await onRecord(ports, check, async () => {
    const trials = {
      withExternalId: await ports.tryRole(session, externalId),
      withoutExternalId: await ports.tryRole(session, undefined),
    };
    const isAssumable = trials.withExternalId.outcome === "assumed";
    const isClosed = trials.withoutExternalId.outcome === "refused";
    const outcome = isAssumable ? (isClosed ? "passed" : "open-to-others") : "not-assumable";
    return { ...trials, passed: isAssumable && isClosed, outcome };
  });
  const checkedAt = ports.now().toISOString();
  return { checkId: id, checkedAt, roleArn, passed, withExternalId, withoutExternalId };
}
