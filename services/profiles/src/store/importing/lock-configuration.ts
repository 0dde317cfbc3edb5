import type { Queryable } from "@stagepass/runtime";
import type { NamedThings } from "../../domain/importing/draft/snapshot.ts";

/** Lets a transaction see one moment, and change nothing. It must not have read anything yet. */
export async function beginReading(db: Queryable): Promise<void> {
  await db.execute("set transaction isolation level repeatable read, read only");
}

/**
 * Locks all that is configured in an organization until the transaction ends, and makes rows for what is named and not there.
 * Others lock rows in the order of these statements, so that nobody waits for somebody who waits for this. Of an app, only
 * other settings and stages have to wait: a deploy still finds its app while an import runs.
 */
export async function lockConfiguration(
  db: Queryable,
  org: string,
  { profiles, apps, providers, targets }: NamedThings,
): Promise<void> {
  const lock = (table: string, order: string, strength: string) =>
    db.execute(`select 1 from ${table} where org = $1 order by ${order} for ${strength}`, [org]);

  await db.execute("select 1 from orgs where name = $1 for no key update", [org]);
  await db.execute(
    `insert into apps (org, name, description, revision)
     select $1, name, '', 0 from unnest($2::text[]) as name order by name collate "C" on conflict do nothing`,
    [org, apps],
  );
  await lock("apps", "name", "no key update");
  await db.execute(
    `insert into targets (org, app, service, stage, region)
     select $1, named.app, named.service, named.stage, named.region
       from jsonb_to_recordset($2::jsonb) as named (app text, service text, stage text, region text)
      order by app collate "C", service collate "C", stage collate "C", region collate "C"
     on conflict do nothing`,
    [org, JSON.stringify(targets)],
  );
  await lock("targets", "app, service, stage, region", "update");
  await db.execute(
    `insert into providers (org, name, description, revision)
     select $1, name, '', 0 from unnest($2::text[]) as name order by name collate "C" on conflict do nothing`,
    [org, providers],
  );
  await lock("providers", "name", "update");
  await db.execute(
    `insert into profiles (org, name, key, version)
     select $1, name, name, 0 from unnest($2::text[]) as name order by name collate "C" on conflict do nothing`,
    [org, profiles],
  );
  await lock("profiles", "name", "update");
}
