import type { Queryable, Retention } from "@stagepass/runtime";
import type { Check } from "../domain/checks/check.ts";

/** Commits that AWS is about to be asked. */
export async function recordCheck(db: Queryable, check: Check): Promise<void> {
  const { id, org, by, kind, roleArn, reference } = check;
  await db.execute(
    "insert into checks (id, org, checked_by, kind, role_arn, reference) values ($1, $2, $3, $4, $5, $6)",
    [id, org, by, kind, roleArn, reference],
  );
}

/** Commits what came of a check. */
export async function recordChecked(db: Queryable, id: string, outcome: string): Promise<void> {
  await db.execute("update checks set outcome = $2, completed_at = now() where id = $1", [id, outcome]);
}

/** Checks are kept as long as issuances: both say what was asked of AWS. */
export function checkRetention(days: number): Retention {
  return {
    what: "checks",
    days,
    text: `with old as materialized (
       select id, created_at
         from checks
        where (created_at, id) > ($1::timestamptz, $2) and created_at < now() - make_interval(days => $3)
        order by created_at, id
        limit $4
     ),
     deleted as (
       delete from checks where id = any(array(select id from old)) returning id
     )
     select (select count(*) from deleted)::integer as deleted, created_at::text as age, id
       from old
      order by created_at desc, old.id desc
      limit 1`,
  };
}
