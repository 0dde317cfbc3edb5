-- additive: new tables.
-- One row for each name that was ever used. It outlives a deletion, so that no version number means two things.
create table profiles (
  org text collate "C" not null references orgs,
  name text collate "C" not null check (length(name) between 1 and 128),
  -- The newest version; 0 only inside the transaction that is making the first one.
  version integer not null check (version >= 0),
  -- The oldest version that can still be seen: the first one, or the first after a deletion.
  first_version integer check (first_version between 1 and version),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  -- What stages and apps refer to. It is null in a deleted profile, so that none can refer to one.
  live_name text collate "C" generated always as (case when deleted_at is null and version > 0 then name end) stored,
  primary key (org, name),
  unique (org, live_name),
  check ((first_version is null) = (live_name is null))
);

-- Versions and the values that they refer to are written once. Only the destruction of a value changes one.
create table profile_versions (
  org text collate "C" not null,
  profile text collate "C" not null,
  version integer not null check (version >= 1),
  description text not null,
  access_role jsonb check (jsonb_typeof(access_role) = 'object'),
  safeguards jsonb not null check (jsonb_typeof(safeguards) = 'array'),
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (org, profile, version),
  foreign key (org, profile) references profiles
);

create table profile_values (
  id bigint generated always as identity primary key,
  org text collate "C" not null,
  profile text collate "C" not null,
  key text collate "C" not null,
  -- Exactly one is set: the encrypted value, the reference into AWS Secrets Manager, or the time of its destruction.
  sealed bytea,
  secret_reference jsonb check (jsonb_typeof(secret_reference) = 'object'),
  destroyed_at timestamptz,
  created_at timestamptz not null default now(),
  foreign key (org, profile) references profiles,
  unique (org, profile, key, id),
  check (num_nonnulls(sealed, secret_reference, destroyed_at) = 1)
);

-- A version cannot refer to a value that was stored for another organization, profile or key.
create table version_parameters (
  org text collate "C" not null,
  profile text collate "C" not null,
  version integer not null,
  position integer not null check (position >= 1),
  key text collate "C" not null,
  sensitive boolean not null,
  value_id bigint not null,
  primary key (org, profile, version, position),
  unique (org, profile, version, key),
  foreign key (org, profile, version) references profile_versions,
  foreign key (org, profile, key, value_id) references profile_values (org, profile, key, id)
);
