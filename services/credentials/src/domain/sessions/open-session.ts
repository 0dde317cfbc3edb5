import { type ProblemCode, toProblem } from "@stagepass/contracts";
import type { Grant, NamedSession, Session, WantedSession } from "./session.ts";
import { sessionNameOf } from "./session-name.ts";

/** What opening a session needs from outside. */
export interface SessionPorts {
  /** Returns the external ID of an organization for the ARN of a role or of a template. It never changes. */
  getExternalId(org: string, roleArn: string): Promise<string>;
  /** Commits that a session is about to be requested. Returns the id of the row in the ledger. */
  recordIntent(session: NamedSession): Promise<string>;
  /** Commits that the session was issued, together with the event that announces it. */
  recordIssued(issuanceId: string, session: NamedSession, grant: Grant): Promise<void>;
  recordFailed(issuanceId: string, problem: ProblemCode): Promise<void>;
  /** Throws `role-not-assumable`, or `unavailable`. */
  assumeRole(session: NamedSession, externalId: string): Promise<Session>;
}

/** Opens a session, and records it in the ledger. Throws `role-not-assumable`. */
export async function openSession(ports: SessionPorts, wanted: WantedSession): Promise<Session> {
  const { externalIdOf, ...session } = wanted;
  return openNamed(ports, externalIdOf, {
    ...session,
    sessionName: sessionNameOf(wanted.target, wanted.deploymentId),
  });
}

async function openNamed(ports: SessionPorts, externalIdOf: string, named: NamedSession): Promise<Session> {
  const externalId = await ports.getExternalId(named.target.org, externalIdOf);
  // This comes before AWS is asked: credentials that nobody can account for are worse than a failed deploy.
  const issuanceId = await ports.recordIntent(named);
  const session = await assume(ports, issuanceId, named, externalId);
  // This comes before the session is returned, and its failure is not caught: what cannot be recorded is not issued.
  await ports.recordIssued(issuanceId, named, {
    expiration: session.expiration,
    grantedSeconds: session.grantedSeconds,
    tagsDropped: session.tagsDropped,
  });
  return session;
}

async function assume(
  ports: SessionPorts,
  issuanceId: string,
  named: NamedSession,
  externalId: string,
): Promise<Session> {
  try {
    return await ports.assumeRole(named, externalId);
  } catch (error) {
    const problem = toProblem(error);
    // When this fails, the row stays `intended`, which truly says that the outcome is unknown. The caller needs AWS's
    // problem.
    await ports.recordFailed(issuanceId, problem.code).catch(() => {});
    throw problem;
  }
}
