-- additive: a new table.
-- Names are compared byte by byte wherever lists are ordered or paged by them: the same order on every machine.
create table orgs (
  name text collate "C" primary key check (name ~ '^[a-z0-9]{5,39}$'),
  description text not null,
  -- The key that the organization's parameter values are encrypted with, itself encrypted with a keyring key.
  data_key bytea not null,
  data_key_wrapped_by text collate "C" not null,
  -- Counts the changes of the settings, so that a change can be made conditional on what was read.
  revision integer not null default 1 check (revision >= 1),
  created_at timestamptz not null default now()
);

-- The service checks at its start one organization for each keyring key that was ever used.
create index orgs_data_key_wrapped_by on orgs (data_key_wrapped_by, name);
