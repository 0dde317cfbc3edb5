-- additive: a new table. There is one external ID for each organization and role. It never changes: whoever put it
-- into a trust policy relies on it.
create table external_ids (
  org text not null,
  role_arn text not null,
  external_id text not null unique,
  created_at timestamptz not null default now(),
  primary key (org, role_arn)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or deleted', tg_table_name;
end
$$;

create trigger external_ids_never_change
  before update or delete or truncate on external_ids
  for each statement execute function refuse_change();
