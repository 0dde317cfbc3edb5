import type { KnownTarget, SourceIdentity } from "@stagepass/contracts";

/** What a session is for: `deploy` and `plan` go to the deploying tool, a `secrets` session never leaves Stagepass. */
export type SessionKind = "deploy" | "plan" | "secrets";

/** What limits a session to less than its role may do. */
export type Narrowing =
  | { readonly by: "nothing" }
  | { readonly by: "managed-policy"; readonly policyArn: string }
  | { readonly by: "inline-policy"; readonly document: string };

/** A session of a role that a deployment needs. */
export interface WantedSession {
  readonly kind: SessionKind;
  readonly target: KnownTarget;
  readonly deploymentId: string;
  readonly roleArn: string;
  /** The ARN that the external ID belongs to: the role's own, or the one with placeholders that it was made of. */
  readonly externalIdOf: string;
  readonly requestedSeconds: number;
  readonly sourceIdentity: SourceIdentity;
  readonly narrowing: Narrowing;
}

/** A wanted session with the name under which AWS will log it. */
export interface NamedSession extends Omit<WantedSession, "externalIdOf"> {
  readonly sessionName: string;
}

/** A session that AWS has issued. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  /** How long the session lasts from its beginning, in seconds. It may be less than was requested. */
  readonly grantedSeconds: number;
  /** Whether AWS had no room for all tags. The essential ones are always there. */
  readonly tagsDropped: boolean;
}

/** The part of a session that may be written down. */
export type Grant = Pick<Session, "expiration" | "grantedSeconds" | "tagsDropped">;
