-- additive: new tables.
-- What moved apps from profiles to providers, in the order in which it was done. No value of a parameter is in it.
create table provider_migrations (
  id bigint generated always as identity primary key,
  org text collate "C" not null references orgs,
  -- The one app that was migrated, under its name of then. It is null for all apps of the organization.
  app text collate "C",
  -- What was planned and compared, as it was shown.
  report jsonb not null check (jsonb_typeof(report) = 'object'),
  migrated_at timestamptz not null default now(),
  migrated_by text not null,
  undone_at timestamptz,
  undone_by text,
  check ((undone_at is null) = (undone_by is null))
);

create index provider_migrations_of_org on provider_migrations (org, app, id);

-- What a migration left, which an undo compares with what is there: nothing may have changed since.
create table migrated_providers (
  migration_id bigint not null references provider_migrations on delete cascade,
  provider_id bigint not null,
  name text collate "C" not null,
  revision integer not null,
  primary key (migration_id, provider_id)
);

create table migrated_apps (
  migration_id bigint not null references provider_migrations on delete cascade,
  app text collate "C" not null,
  mode_before text not null check (mode_before in ('profiles', 'mixed')),
  revision integer not null,
  primary key (migration_id, app)
);

-- Services, instances and blueprints. Nothing had been set on the first two, and there were none of the last.
create table migrated_targets (
  migration_id bigint not null references provider_migrations on delete cascade,
  target_id bigint not null,
  revision integer not null,
  primary key (migration_id, target_id)
);
