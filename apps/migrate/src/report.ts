import type { ProviderMigration } from "@stagepass/contracts";
import { clean } from "@stagepass/runtime/terminal";

/** A role that cannot be assumed today, and why. */
export interface UnassumableRole {
  readonly profile: string;
  readonly why: string;
}

/** Says in lines what a migration writes or wrote, what is in the way, and what deploys get. */
export function reportLines(
  migration: ProviderMigration,
  unassumable: readonly UnassumableRole[] = [],
): string[] {
  const { plan, parity } = migration;
  return [
    titleOf(migration),
    "",
    ...section(
      "Providers",
      plan.providers.map(
        ({ name, accessRole, takenOver }) =>
          `${name}: ${accessRole.roleArn}${takenOver ? " (is there already)" : ""}`,
      ),
    ),
    ...section("Profiles without a role, which become no provider", plan.skippedProfiles),
    ...section("Services and instances", plan.settings.map(settingLine)),
    ...section(
      "Modes",
      plan.modes.map(({ app, before, after }) => `${app}: ${before} → ${after}`),
    ),
    ...section("Apps that resolve by providers already", plan.unchangedApps),
    ...section(
      "Roles that cannot be assumed today",
      unassumable.map(({ profile, why }) => `${profile}: ${why}`),
    ),
    ...section(
      "In the way",
      plan.conflicts.map(({ message }) => message),
    ),
    ...section("Deploys that get something else afterwards", parity.targets.flatMap(differenceLines)),
    `Compared: ${parity.compared} targets, of which ${parity.different} get something else.`,
  ].map(clean);
}

function titleOf({ status, plan: { providers, modes, conflicts } }: ProviderMigration): string {
  if (status === "done") return "This was written.";
  if (status === "undone") return "This was taken back.";
  if (conflicts.length > 0) return "Nothing is written: something is in the way of this.";
  const isNothing = modes.length === 0 && providers.every(({ takenOver }) => takenOver);
  return isNothing ? "There is nothing to do." : "This would be written, and nothing is written yet.";
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ""];
}

function settingLine({
  app,
  provider,
  inherits,
  parametersOf,
  parameterKeys,
  ...place
}: ProviderMigration["plan"]["settings"][number]): string {
  const link =
    provider === null ? "no link" : typeof provider === "string" ? `provider ${provider}` : "no provider";
  const count = `${counted(parameterKeys.length, "parameter")} of ${parametersOf}`;
  const parts = [link, ...(parametersOf === null ? [] : [count]), ...(inherits ? [] : ["inherits nothing"])];
  const { service, stage } = place;
  const isOfStage = service === null && stage !== null;
  return `${isOfStage ? `${app}, each new instance in ${stage}` : placeName(app, place)}: ${parts.join(", ")}`;
}

/** Says how many there are of something. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function differenceLines({
  app,
  differences,
  ...place
}: ProviderMigration["parity"]["targets"][number]): string[] {
  return differences.map(({ why }) => `${placeName(app, place)}: ${why}`);
}

interface Place {
  readonly service: string | null;
  readonly stage: string | null;
  readonly region: string | null;
}

/** The name of a place. What is null stands for all that appear later. */
function placeName(app: string, { service, stage, region }: Place): string {
  const of = service === null ? `${app}, each new service` : `${app}, ${service}`;
  if (stage === null) return of;
  return `${of} in ${stage}${region === null ? ", each new region" : ` (${region})`}`;
}
