-- additive: a new table.
-- What somebody tried at AWS without a deploy: whether a role can be assumed, or a reference be read. A row without an
-- outcome was begun, and its outcome is not known.
create table checks (
  id text collate "C" primary key,
  org text collate "C" not null,
  -- The id of the caller's access key.
  checked_by text not null,
  kind text not null check (kind in ('role', 'reference')),
  role_arn text not null,
  -- What was to be read, in a check of a reference: names and never a value.
  reference jsonb check (jsonb_typeof(reference) = 'object'),
  outcome text,
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  check ((kind = 'reference') = (reference is not null)),
  check ((outcome is null) = (completed_at is null))
);

create index checks_by_age on checks (created_at, id);
