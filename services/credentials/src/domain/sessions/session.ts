import type { KnownTarget, SourceIdentity } from "@stagepass/contracts";

/** What a session is for: `deploy` and `plan` go to the deploying tool, a `secrets` session never leaves Stagepass. */
export type SessionKind = "deploy" | "plan" | "secrets";

/** What narrows a session to less than its role may do. */
export type Narrowing =
  | { readonly by: "nothing" }
  | { readonly by: "managed-policy"; readonly policyArn: string }
  | { readonly by: "inline-policy"; readonly document: string };

/** A session of a role that is wanted for a deployment. */
export interface WantedSession {
  readonly kind: SessionKind;
  readonly target: KnownTarget;
  readonly deploymentId: string;
  readonly roleArn: string;
  readonly requestedSeconds: number;
  readonly sourceIdentity: SourceIdentity;
  readonly narrowing: Narrowing;
}

/** A wanted session under the name that AWS will log it by. */
export interface NamedSession extends WantedSession {
  readonly sessionName: string;
}

/** A session that AWS gave. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  /** How long it lasts from its beginning, in seconds: perhaps less than was requested. */
  readonly grantedSeconds: number;
  /** Whether AWS had no room for all of its tags; those that account for it are always there. */
  readonly tagsDropped: boolean;
}

/** The part of a session that may be written down. */
export type Grant = Pick<Session, "expiration" | "grantedSeconds" | "tagsDropped">;
