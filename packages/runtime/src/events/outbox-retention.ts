import type { Retention } from "../database/retention.ts";
import { retentionMs } from "./event-stream.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Published events, for as long as the stream keeps them: a stream that is lost is filled from them again. */
export const outboxRetention: Retention = {
  what: "published events",
  days: retentionMs / dayMs,
  text: `with old as materialized (
       select id, created_at, published_at
         from outbox
        where (created_at, id) > ($1::timestamptz, coalesce(nullif($2, ''), '0')::bigint)
          and created_at < now() - make_interval(days => $3)
        order by created_at, id
        limit $4
     ),
     deleted as (
       delete from outbox where id = any(array(select id from old where published_at is not null)) returning id
     )
     select (select count(*) from deleted)::integer as deleted, created_at::text as age, id::text as id
       from old
      order by created_at desc, old.id desc
      limit 1`,
};
