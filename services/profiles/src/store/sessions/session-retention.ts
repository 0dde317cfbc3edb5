import type { Retention } from "@stagepass/runtime";

/** Sessions that began more than a day ago, and have therefore ended. */
export const sessionRetention: Retention = {
  what: "sessions",
  days: 1,
  text: `with old as materialized (
       select digest, created_at
         from sessions
        where (created_at, digest) > ($1::timestamptz, $2) and created_at < now() - make_interval(days => $3)
        order by created_at, digest
        limit $4
     ),
     deleted as (
       delete from sessions where digest = any(array(select digest from old)) returning digest
     )
     select (select count(*) from deleted)::integer as deleted, created_at::text as age, digest as id
       from old
      order by created_at desc, old.digest desc
      limit 1`,
};
