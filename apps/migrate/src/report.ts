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
    titles[migration.status],
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
    ...section("Deploys that would get something else", parity.targets.flatMap(differenceLines)),
    `Compared: ${parity.compared} targets, of which ${parity.different} get something else.`,
  ].map(clean);
}

const titles = {
  planned: "This would be written, and nothing is written yet.",
  done: "This was written.",
  undone: "This was taken back.",
  unchanged: "There is nothing to do.",
};

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
  const count = `${parameterKeys.length} parameter${parameterKeys.length === 1 ? "" : "s"} of ${parametersOf}`;
  const parts = [link, ...(parametersOf === null ? [] : [count]), ...(inherits ? [] : ["inherits nothing"])];
  return `${placeName(app, place)}: ${parts.join(", ")}`;
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
