import type { Queryable } from "@stagepass/runtime";
import { z } from "zod";

const Held = z.object({ isHeld: z.boolean() });

/**
 * Locks an organization, its apps or one of them, its profiles and its providers, until the transaction ends. Whoever
 * changes a service, an instance, a stage or a blueprint holds its app, so that these need no locks of their own. Others
 * lock these rows in several orders: so all but the first are locked without waiting for anybody. Returns false when one
 * of them is held.
 */
export async function holdConfiguration(
  db: Queryable,
  org: string,
  app: string | undefined,
): Promise<boolean> {
  // Two migrations wait for each other here, where they hold nothing yet.
  await db.execute("select 1 from orgs where name = $1 for no key update", [org]);
  const [held] = await db.query(
    Held,
    `with held_apps as (
       select 1 from apps where org = $1 and ($2::text is null or name = $2) for update skip locked
     ),
     held_profiles as (
       select 1 from profiles where org = $1 for share skip locked
     ),
     held_providers as (
       select 1 from providers where org = $1 for share skip locked
     )
     select (select count(*) from held_apps) = (select count(*) from apps where org = $1 and ($2::text is null or name = $2))
        and (select count(*) from held_profiles) = (select count(*) from profiles where org = $1)
        and (select count(*) from held_providers) = (select count(*) from providers where org = $1) as "isHeld"`,
    [org, app],
  );
  return held?.isHeld === true;
}
