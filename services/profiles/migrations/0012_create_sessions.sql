-- additive: a new table.
-- The sessions of browsers that signed in with an access key. A session stands for its key, and only as long as the key works.
create table sessions (
  -- The digest of what the cookie holds. That itself is stored nowhere.
  digest text collate "C" primary key check (digest ~ '^[0-9a-f]{64}$'),
  -- The digest of the key. It is no reference, since the operator's key is in the configuration and not in a table.
  key_digest text collate "C" not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create index sessions_by_age on sessions (created_at, digest);
