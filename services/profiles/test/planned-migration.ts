import type { PlannedRow } from "../src/domain/migrating/migration-plan.ts";
import { compareResolutions } from "../src/domain/migrating/parity.ts";
import { type MigrationScope, planMigration } from "../src/domain/migrating/plan-migration.ts";
import type { Place } from "../src/domain/migrating/snapshot.ts";
import { makeSnapshot, type WrittenOrg } from "./snapshot.ts";

/** Plans a migration of a written configuration, and says what it would do in short texts. */
export async function planned(org: WrittenOrg, { app, asHosted = false }: Partial<MigrationScope> = {}) {
  const before = makeSnapshot(org);
  const plan = planMigration(before, { app, asHosted });
  const compared = await compareResolutions(before, plan);
  return {
    plan,
    providers: plan.providers.map(({ name, isTakenOver }) => (isTakenOver ? `${name} (taken over)` : name)),
    rows: plan.apps.flatMap((each) => each.rows.map((row) => `${each.app}: ${describeRow(row)}`)),
    conflicts: plan.conflicts,
    differences: compared.flatMap(({ target, differences }) =>
      differences.map(({ what, parameter }) => `${targetOf(target.said)}: ${parameter ?? what}`),
    ),
    whys: compared.flatMap(({ differences }) => differences.map(({ why }) => why)),
    compared: compared.length,
  };
}

function describeRow({ provider, inherits, parametersOf, ...place }: PlannedRow): string {
  const link = provider === null ? "no link" : typeof provider === "string" ? provider : "none";
  const parameters = parametersOf === null ? [] : [`parameters of ${parametersOf}`];
  return `${nameOf(place)} → ${[link, ...parameters, ...(inherits ? [] : ["alone"])].join(", ")}`;
}

function nameOf({ service, stage, region }: Place): string {
  return [service ?? "any service", stage ?? "", region ?? (stage === null ? "" : "any region")]
    .join(" ")
    .trim();
}

function targetOf({ service, stage, region }: Place): string {
  return `${service ?? "any service"} ${stage ?? "any stage"} ${region ?? "any region"}`;
}
