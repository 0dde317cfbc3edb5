import { ProviderRole, placeholdersIn, readAccessRole } from "@stagepass/contracts";
import { sameJson } from "../common/same-json.ts";
import type { Conflict } from "./conflict.ts";
import type { MigrationPlan, PlannedProvider } from "./migration-plan.ts";
import type { ProfileSnapshot, ProviderSnapshot, Snapshot } from "./snapshot.ts";

type ProvidersPart = Pick<MigrationPlan, "providers" | "skippedProfiles" | "conflicts">;

/**
 * Plans a provider for each profile that has an access role, with its name and its role. One that is there already is taken
 * over if it has the same role.
 */
export function planProviders(
  { providers }: Pick<Snapshot, "providers">,
  profiles: readonly ProfileSnapshot[],
): ProvidersPart {
  const planned: PlannedProvider[] = [];
  const skippedProfiles: string[] = [];
  const conflicts: Conflict[] = [];
  for (const { name, accessRole } of profiles) {
    if (accessRole === null) {
      skippedProfiles.push(name);
      continue;
    }
    const current = providers.get(name);
    if (!isPlain(accessRole)) conflicts.push({ kind: "role-has-placeholders", profile: name });
    if (current !== undefined && !hasRole(current, accessRole))
      conflicts.push({ kind: "provider-differs", provider: name });
    planned.push({ name, accessRole, isTakenOver: current !== undefined });
  }
  return { providers: planned, skippedProfiles, conflicts };
}

/** Whether the role means the same in a provider, where names in braces are filled in. */
function isPlain(role: NonNullable<ProfileSnapshot["accessRole"]>): boolean {
  const arns = [role.roleArn, role.planRoleArn ?? ""];
  return ProviderRole.safeParse(role).success && arns.every((arn) => placeholdersIn(arn).length === 0);
}

function hasRole(
  { accessRole }: Pick<ProviderSnapshot, "accessRole">,
  role: NonNullable<ProfileSnapshot["accessRole"]>,
): boolean {
  return accessRole !== null && sameJson(readAccessRole(accessRole), readAccessRole(role));
}
