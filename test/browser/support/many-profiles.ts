import pg from "pg";
import { given } from "./describe-pages.ts";

/** Stores many profiles, `team-0001` and so on, at once: a request for each would take minutes. */
export async function storeProfiles(org: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: given().facts.postgresUrl });
  await client.connect();
  try {
    await client.query(
      `with named as (
         insert into profiles.profiles (org, name, key, version, first_version)
         select $1, name, name, 1, 1
           from (select 'team-' || lpad(number::text, 4, '0') as name from generate_series(1, $2) as number) as names
         returning org, key)
       insert into profiles.profile_versions (org, profile, version, description, safeguards, created_by)
       select org, key, 1, 'What the team ' || key || ' deploys with', '[]', 'operator' from named`,
      [org, count],
    );
  } finally {
    await client.end();
  }
}
