import type { SessionPorts } from "../src/domain/sessions/open-session.ts";
import type { Session } from "../src/domain/sessions/session.ts";

/** A session as AWS issues it. */
export const issuedSession: Session = {
  accessKeyId: "ASIAEXAMPLE000000001",
  secretAccessKey: "given-secret-access-key",
  sessionToken: "given-session-token",
  expiration: new Date("2026-11-20T12:00:00Z"),
  grantedSeconds: 3_600,
  tagsDropped: false,
};

/** Makes ports that succeed, and that record in order what was asked of them. */
export function recordingPorts(overrides: Partial<SessionPorts> = {}) {
  const calls: { port: keyof SessionPorts; args: readonly unknown[] }[] = [];
  const succeeding: SessionPorts = {
    getExternalId: async () => "external-id",
    recordIntent: async () => "issuance-1",
    recordIssued: async () => {},
    recordFailed: async () => {},
    assumeRole: async () => issuedSession,
    ...overrides,
  };
  const record =
    <A extends readonly unknown[], R>(port: keyof SessionPorts, answer: (...args: A) => R) =>
    (...args: A): R => {
      calls.push({ port, args });
      return answer(...args);
    };
  const ports: SessionPorts = {
    getExternalId: record("getExternalId", succeeding.getExternalId),
    recordIntent: record("recordIntent", succeeding.recordIntent),
    recordIssued: record("recordIssued", succeeding.recordIssued),
    recordFailed: record("recordFailed", succeeding.recordFailed),
    assumeRole: record("assumeRole", succeeding.assumeRole),
  };
  return { ports, calls, order: () => calls.map(({ port }) => port) };
}
