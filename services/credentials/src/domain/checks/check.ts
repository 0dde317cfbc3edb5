import {
  type AssumableRole,
  fillAccessRole,
  type KnownTarget,
  Problem,
  type ProviderRole,
  type RoleNames,
  toProblem,
  type ValueReference,
} from "@stagepass/contracts";
import type { OnboardingPorts } from "../access-roles/show-access-role.ts";
import type { ProviderRolePorts } from "../access-roles/show-provider-role.ts";

/** Something that somebody tries at AWS, as it is put on record before AWS is asked. */
export interface Check {
  readonly id: string;
  readonly org: string;
  /** The id of the caller's access key. */
  readonly by: string;
  readonly kind: "role" | "reference";
  readonly roleArn: string;
  /** What is to be read, in a check of a reference. */
  readonly reference: ValueReference | null;
}

/** What every check needs from outside. */
export interface CheckPorts
  extends Pick<OnboardingPorts, "getAccessRole">,
    Pick<ProviderRolePorts, "getProviderRole"> {
  now(): Date;
  /** Makes the id of a check, which is also what AWS logs in the place of a deployment's id. */
  newCheckId(): string;
  /** Throws `too-many-requests` when the holder of a key checked too often within a minute. */
  countCheck(keyId: string): void;
  /** Commits that AWS is about to be asked. */
  recordCheck(check: Check): Promise<void>;
  recordChecked(id: string, outcome: string): Promise<void>;
  getExternalId(org: string, roleArn: string): Promise<string>;
}

/** Who checks, and for which organization. */
export interface Checker {
  readonly org: string;
  readonly by: string;
}

/** The role that is to be tried: by the name of what has it, or as it is about to be saved. */
export interface NamedRole {
  readonly profile?: string | undefined;
  readonly provider?: string | undefined;
  readonly accessRole?: ProviderRole | undefined;
}

/**
 * Returns the role that is to be tried, with the names of the target filled in. Throws `not-found` for a profile or provider
 * without a role, and `invalid-role-arn`.
 */
export async function findRole(
  ports: Pick<CheckPorts, "getAccessRole" | "getProviderRole">,
  org: string,
  { profile, provider, accessRole }: NamedRole,
  names: RoleNames,
): Promise<AssumableRole> {
  const found =
    accessRole ??
    (profile === undefined ? undefined : await ports.getAccessRole(org, profile)) ??
    (provider === undefined ? undefined : await ports.getProviderRole(org, provider));
  if (found === undefined || found === null) {
    const holder = profile === undefined ? `The provider ${provider}` : `The profile ${profile}`;
    throw new Problem("not-found", `${holder} has no access role that could be tried. Save one first.`);
  }
  return fillAccessRole(found, names);
}

/** What AWS logs as the target of a check: the names that were given, and otherwise that it is a check. */
export function targetOf(org: string, names: RoleNames): KnownTarget {
  const { app = "stagepass", stage = "check", service } = names;
  return { org, app, stage, ...(service !== undefined && { service }) };
}

/** Puts a check on record, performs it, and puts its outcome on record. What cannot be recorded is not tried. */
export async function onRecord<T extends { readonly outcome: string }>(
  ports: Pick<CheckPorts, "recordCheck" | "recordChecked" | "countCheck">,
  check: Check,
  perform: () => Promise<T>,
): Promise<T> {
  ports.countCheck(check.by);
  await ports.recordCheck(check);
  const result = await perform().catch(async (error: unknown) => {
    const problem = toProblem(error);
    await ports.recordChecked(check.id, problem.code).catch(() => {});
    throw problem;
  });
  await ports.recordChecked(check.id, result.outcome);
  return result;
}
