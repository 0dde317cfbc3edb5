import { type ProblemCode, toProblem } from "@stagepass/contracts";
import type { Grant, NamedSession, Session, WantedSession } from "./session.ts";
import { sessionNameOf } from "./session-name.ts";

/** What opening a session needs from outside. */
export interface SessionPorts {
  /** The external ID of an organization for a role, the same one for ever. */
  getExternalId(org: string, roleArn: string): Promise<string>;
  /** Commits that a session is about to be asked for; answers the id of the ledger's row. */
  recordIntent(session: NamedSession): Promise<string>;
  /** Commits that the session was given, with the announcement of it. */
  recordIssued(issuanceId: string, session: NamedSession, grant: Grant): Promise<void>;
  recordFailed(issuanceId: string, problem: ProblemCode): Promise<void>;
  /** Throws `role-not-assumable`, or `unavailable`. */
  assumeRole(session: NamedSession, externalId: string): Promise<Session>;
}

/** A session that the ledger accounts for. Throws `role-not-assumable`. */
export async function openSession(ports: SessionPorts, wanted: WantedSession): Promise<Session> {
  const named = { ...wanted, sessionName: sessionNameOf(wanted.target, wanted.deploymentId) };
  const externalId = await ports.getExternalId(wanted.target.org, wanted.roleArn);
  // Before AWS is asked: credentials that nobody can account for are worse than a failed deploy.
  const issuanceId = await ports.recordIntent(named);
  const session = await assume(ports, issuanceId, named, externalId);
  // Before the answer, and not caught: what cannot be recorded is not handed out.
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
    // A row that stays `intended` says truly that its end is unknown, and the caller needs to hear of AWS, not of it.
    await ports.recordFailed(issuanceId, problem.code).catch(() => {});
    throw problem;
  }
}
