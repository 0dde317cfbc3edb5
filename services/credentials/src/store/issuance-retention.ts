import type { Retention } from "@stagepass/runtime";

/** The ledger of what was requested from AWS. Its sessions have run out long before. */
export function issuanceRetention(days: number): Retention {
  return { what: "issuances", days, text };
}

const text = `with old as materialized (
       select id, created_at
         from issuances
        where (created_at, id::text) > ($1::timestamptz, $2) and created_at < now() - make_interval(days => $3)
        order by created_at, id::text
        limit $4
     ),
     deleted as (
       delete from issuances where id = any(array(select id from old)) returning id
     )
     select (select count(*) from deleted)::integer as deleted, created_at::text as age, id::text as id
       from old
      order by created_at desc, old.id::text desc
      limit 1`;
