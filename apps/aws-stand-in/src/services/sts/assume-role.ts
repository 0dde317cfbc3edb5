import { AwsError } from "../../http/aws-error.ts";
import type { Caller } from "../../identity/caller.ts";
import {
  issueCredentials,
  newSessionKeyId,
  roleIdOf,
  type Session,
  type Tag,
} from "../../identity/session.ts";
import { accessDenied, authorize } from "../../policies/authorize.ts";
import { permits, type RoleTrust, type TrustAction } from "../../policies/role-trust.ts";
import type { State } from "../../state/state.ts";
import { type AssumeRoleInput, readAssumeRoleInput } from "./assume-role-input.ts";
import { validationError } from "./constraints.ts";
import type { Form } from "./form.ts";
import { packedPolicySize } from "./packed-size.ts";
import type { XmlContent } from "./xml.ts";

const MAX_CHAINED_SECONDS = 3_600;
const MAX_SECONDS = 43_200;

/** Returns the AssumeRoleResult for a caller whom the role trusts. Throws AWS's error otherwise. */
export function assumeRole(
  form: Form,
  { state, caller, now }: { readonly state: State; readonly caller: Caller; readonly now: Date },
): XmlContent {
  const input = readAssumeRoleInput(form);
  const trust = state.roles.get(input.roleArn) ?? {};
  const inherited = inheritFrom(caller.session);
  const sourceIdentity = input.sourceIdentity ?? inherited.sourceIdentity;
  const tags = [...inherited.tags, ...input.tags];
  // Trust is checked first: a caller who may not assume the role learns nothing about its other limits.
  assertTrusted(input, trust, { caller, tags, sourceIdentity });
  assertInheritable(input, caller, inherited);
  assertDuration(input.durationSeconds, trust, caller);
  const packedSize = packedPolicySize({ ...input, tags });
  const session: Session = {
    accessKeyId: newSessionKeyId(),
    // AWS reports expirations in whole seconds, and the session must not live longer than reported.
    expiresAtMs: (Math.floor(now.getTime() / 1_000) + input.durationSeconds) * 1_000,
    roleArn: input.roleArn,
    roleSessionName: input.roleSessionName,
    sourceIdentity,
    tags,
    transitiveTagKeys: [...inherited.tags.map(({ Key }) => Key), ...input.transitiveTagKeys],
    policy: input.policy,
    policyArns: [...input.policyArns],
  };
  return toResult(session, state.sessionKey, input, packedSize);
}

function toResult(session: Session, key: Buffer, { role }: AssumeRoleInput, packedSize?: number): XmlContent {
  const { accessKeyId, secretAccessKey, sessionToken } = issueCredentials(session, key);
  const { roleName, accountId, partition } = role;
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: new Date(session.expiresAtMs).toISOString().replace(".000Z", "Z"),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${roleIdOf(session.roleArn)}:${session.roleSessionName}`,
      Arn: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${session.roleSessionName}`,
    },
    PackedPolicySize: packedSize,
    SourceIdentity: session.sourceIdentity,
  };
}

interface Inheritance {
  readonly sourceIdentity: string | undefined;
  readonly tags: readonly Tag[];
}

function inheritFrom(session: Session | undefined): Inheritance {
  const transitive = new Set(session?.transitiveTagKeys.map((key) => key.toLowerCase()));
  const tags = (session?.tags ?? []).filter(({ Key }) => transitive.has(Key.toLowerCase()));
  return { sourceIdentity: session?.sourceIdentity, tags };
}

function assertTrusted(
  { roleArn, externalId }: AssumeRoleInput,
  trust: RoleTrust,
  passed: { caller: Caller; tags: readonly Tag[]; sourceIdentity: string | undefined },
): void {
  const { caller, tags, sourceIdentity } = passed;
  authorize(caller, "sts:AssumeRole", roleArn);
  const actions: TrustAction[] = [
    "sts:AssumeRole",
    ...(tags.length > 0 ? (["sts:TagSession"] as const) : []),
    ...(sourceIdentity === undefined ? [] : (["sts:SetSourceIdentity"] as const)),
  ];
  for (const action of actions) {
    if (!permits(trust, action, { caller, externalId })) throw accessDenied(caller, action, roleArn);
  }
}

function assertInheritable(input: AssumeRoleInput, caller: Caller, inherited: Inheritance): void {
  const { sourceIdentity = input.sourceIdentity } = inherited;
  if (input.sourceIdentity !== undefined && input.sourceIdentity !== sourceIdentity) {
    throw accessDenied(caller, "sts:SetSourceIdentity", input.roleArn);
  }
  const passed = new Set(input.tags.map(({ Key }) => Key.toLowerCase()));
  if (inherited.tags.some(({ Key }) => passed.has(Key.toLowerCase()))) {
    throw new AwsError(
      "InvalidParameterValue",
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
}

function assertDuration(seconds: number, trust: RoleTrust, caller: Caller): void {
  if (seconds > (trust.maxSessionDuration ?? MAX_SECONDS)) {
    throw validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  if (caller.session !== undefined && seconds > MAX_CHAINED_SECONDS) {
    throw validationError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  }
}
