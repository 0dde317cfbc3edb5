import { Problem, type ProviderMigration, type ProviderMigrationInput } from "@stagepass/contracts";
import { noSuchApp } from "../common/no-such.ts";
import { bytesOfValues } from "../parameters/assert-sendable.ts";
import type { OrgVault } from "../parameters/org-vault.ts";
import { maxTargetValuesBytes } from "../targets/merge-target.ts";
import { announceMigrated } from "./announce-migrated.ts";
import { describeConflict } from "./describe-conflict.ts";
import { reportOf, viewMigration, viewPlanned } from "./describe-migration.ts";
import type { MigrationPlan } from "./migration-plan.ts";
import type {
  MigrationPorts,
  MigrationReads,
  MigrationReport,
  ReadConfiguration,
} from "./migration-ports.ts";
import { type ComparedResolution, compareResolutions } from "./parity.ts";
import { planMigration } from "./plan-migration.ts";
import type { ProfileSnapshot } from "./snapshot.ts";
import { whenHeld } from "./when-held.ts";
import { writeMigration } from "./write-migration.ts";

/**
 * Moves an organization, or one app of it, from profiles to providers: everything or nothing. Doing it once more changes
 * nothing. With `dryRun` it only says what it would do. Throws `not-found` for the app, and `conflict`, which names what is
 * in the way and where.
 */
export async function migrateToProviders(
  ports: MigrationPorts,
  { org, by }: { readonly org: string; readonly by: string },
  { app, asHosted, dryRun }: ProviderMigrationInput,
): Promise<ProviderMigration> {
  const vault = await ports.openVault(org);
  const asked = { org, app, asHosted, vault };
  if (dryRun) {
    const { report } = await ports.readAsOfNow((reads) => prepare(reads, asked));
    return viewPlanned({ org, app, status: "planned" }, report);
  }
  return whenHeld(ports, { org, app }, async (changes) => {
    const { configuration, plan, compared, report } = await prepare(changes, asked);
    assertNoConflict(plan);
    if (!asHosted) assertEqual(compared);
    if (hasNothingToDo(plan)) return viewPlanned({ org, app, status: "unchanged" }, report);
    const written = await writeMigration(changes, { vault, configuration }, plan);
    await announceMigrated(changes, { snapshot: configuration.snapshot, by }, written);
    return viewMigration(org, await changes.addMigration({ org, app, by, report, ...written }));
  });
}

interface Prepared {
  readonly configuration: ReadConfiguration;
  readonly plan: MigrationPlan;
  readonly compared: readonly ComparedResolution[];
  readonly report: MigrationReport;
}

interface Asked {
  readonly org: string;
  readonly app: string | undefined;
  readonly asHosted: boolean;
  readonly vault: OrgVault;
}

/** Reads the configuration, plans, and compares. */
async function prepare(reads: MigrationReads, { org, app, asHosted, vault }: Asked): Promise<Prepared> {
  const read = await reads.readConfiguration(org, app);
  if (app !== undefined && !read.snapshot.apps.has(app)) throw await noSuchApp(reads, org, app);
  if (!read.isComplete) throw tooMuch(org);
  const configuration = {
    ...read,
    snapshot: { ...read.snapshot, profiles: await measured(reads, read, vault) },
  };
  const plan = planMigration(configuration.snapshot, { app, asHosted });
  const compared = await compareResolutions(configuration.snapshot, plan);
  return { configuration, plan, compared, report: reportOf(configuration.snapshot, plan, compared) };
}

/** Measures the values of those profiles that may be too large, which have to be decrypted for that. */
async function measured(
  reads: MigrationReads,
  { snapshot: { org, profiles } }: ReadConfiguration,
  vault: OrgVault,
): Promise<ReadonlyMap<string, ProfileSnapshot>> {
  const all = new Map(profiles);
  for (const profile of profiles.values()) {
    if (profile.valuesBytes <= maxTargetValuesBytes) continue;
    const parameters = await reads.readNewestParameters(org, [profile.name]);
    const texts = parameters.flatMap(({ sealed, sealedFor, key }) =>
      sealed === null ? [] : [vault.unseal({ profile: sealedFor, key }, sealed)],
    );
    const references = parameters.flatMap(({ reference }) => reference ?? []);
    all.set(profile.name, { ...profile, valuesBytes: bytesOfValues(texts, references) });
  }
  return all;
}

function hasNothingToDo({ apps, providers }: MigrationPlan): boolean {
  return apps.length === 0 && providers.every(({ isTakenOver }) => isTakenOver);
}

const named = 10;

function assertNoConflict({ conflicts }: MigrationPlan): void {
  if (conflicts.length === 0) return;
  const messages = conflicts.slice(0, named).map((conflict) => describeConflict(conflict).message);
  throw new Problem("conflict", sentence("Nothing was migrated.", messages, conflicts.length));
}

/** The rules keep what every deploy gets. Should they not, nothing is done. */
function assertEqual(compared: readonly ComparedResolution[]): void {
  const different = compared.filter(({ differences }) => differences.length > 0);
  if (different.length === 0) return;
  const messages = different
    .slice(0, named)
    .map(({ target: { app, service, stage, region }, differences }) => {
      const whys = differences.map(({ why }) => why).join(" ");
      return `${service} of ${app}, in the stage ${JSON.stringify(stage)} in ${region}: ${whys}`;
    });
  throw new Problem(
    "conflict",
    sentence("Nothing was migrated, since deploys would get something else.", messages, different.length),
  );
}

function sentence(what: string, messages: readonly string[], total: number): string {
  const more =
    total > messages.length ? [`There are ${total - messages.length} more: a dry run lists them all.`] : [];
  return [what, ...messages, ...more].join(" ");
}

function tooMuch(org: string): Problem {
  return new Problem(
    "conflict",
    `${org} has too much to migrate at once: more than 50,000 services and instances, or 10,000 apps, profiles or ` +
      "providers. Migrate its apps one by one.",
  );
}
