-- additive: a new table.
create table access_keys (
  id text collate "C" primary key,
  org text collate "C" not null references orgs,
  name text collate "C" not null check (name <> ''),
  role text not null check (role in ('admin', 'deployer')),
  -- The SHA-256 of the key, in hex. The key itself is shown once and stored nowhere.
  digest text not null unique check (digest ~ '^[0-9a-f]{64}$'),
  -- What the key is limited to; null limits nothing.
  apps text[] check (cardinality(apps) >= 1),
  stages text[] check (cardinality(stages) >= 1),
  created_at timestamptz not null default now(),
  created_by text not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  check (role = 'deployer' or (apps is null and stages is null))
);

create index access_keys_by_name on access_keys (org, name, id) where revoked_at is null;
