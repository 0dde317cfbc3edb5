import pg from "pg";
import type { System } from "../systems/system.ts";
import type { Amount } from "./amount.ts";

/**
 * Adds stages to the bench's app, all of one profile, services with nine instances each to the app that resolves by
 * providers, with a parameter each, and deployments to its organization, over the last year.
 */
export async function fill(
  { postgresUrl, org }: System,
  { stages, deployments, targets }: Amount,
): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(
      `insert into profiles.stages (org, app, name, profile, revision)
       select $1, 'bench', 'stage' || n, 'bench-empty', 1 from generate_series(1, $2::integer) as n`,
      [org, stages],
    );
    await client.query(
      `with added as (
         insert into profiles.targets (org, app, service, stage, region, provider, revision)
         select $1, 'bench-providers', 'service' || n / 10, case when n % 10 = 0 then '' else 'stage' || n % 10 end,
                case when n % 10 = 0 then '' else 'eu-central-1' end, 'bench', 1
           from generate_series(0, $2::integer - 1) as n
         returning id)
       insert into profiles.target_parameters (target_id, position, key, sensitive, is_none)
       select id, 1, 'PARAMETER_0', false, true from added`,
      [org, targets],
    );
    await client.query(
      `insert into resolver.deployments (id, org, app, stage, service, region, purpose, profile, profile_version,
         matched_by, verdict, safeguards, parameter_keys, requested_by, requested_at, outcome, completed_at)
       select 'dep_' || lpad(n::text, 22, '0'), $1, 'bench', 'stage' || n % 1009, 'service' || n % 211, 'eu-central-1',
              'deploy', 'bench-parameters', 1, 'stage', 'allowed', '[]', array['PARAMETER_0'], 'key_' || n % 7,
              asked.at, 'resolved', asked.at
         from generate_series(1, $2::integer) as n,
              lateral (select now() - n * interval '1 year' / $2) as asked (at)`,
      [org, deployments],
    );
    // Otherwise Postgres would do it during the measurement.
    for (const table of [
      "profiles.stages",
      "profiles.targets",
      "profiles.target_parameters",
      "resolver.deployments",
    ])
      await client.query(`vacuum analyze ${table}`);
    await client.query("checkpoint");
  } finally {
    await client.end();
  }
}
