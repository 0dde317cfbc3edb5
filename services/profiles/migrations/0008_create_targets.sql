-- additive: new tables.
-- The services of apps, and their instances in a stage and a region. What can be set on the two hardly differs, so that
-- they share a table: the row without stage and region is the service itself.
create sequence target_contents;

create table targets (
  -- What stored values are bound to. It stays when something is renamed.
  id bigint generated always as identity unique,
  org text collate "C" not null,
  app text collate "C" not null,
  service text collate "C" not null check (length(service) between 1 and 128),
  stage text collate "C" not null default '' check (length(stage) <= 256),
  region text collate "C" not null default '',
  description text not null default '',
  -- The provider that is linked, or that there is to be none. With neither, it says nothing.
  provider text collate "C",
  no_provider boolean not null default false,
  inherits boolean not null default true,
  required_parameters text[] not null default '{}',
  -- Another number after each change of what a deploy reads. None is used twice, also not by another row.
  content_id bigint not null unique default nextval('target_contents'),
  -- 0 only inside the transaction that is making the row.
  revision integer not null default 0 check (revision >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  is_removed boolean generated always as (removed_at is not null) stored,
  primary key (org, app, service, stage, region),
  foreign key (org, app) references apps on update cascade on delete cascade,
  check ((stage = '') = (region = '')),
  check (provider is null or not no_provider),
  -- A service has nothing to inherit from; an instance has neither a description nor keys that its deploys must find.
  check (case when stage = '' then inherits else description = '' and required_parameters = '{}' end)
);

create index targets_services on targets (org, app, is_removed, service) where stage = '';
create index targets_instances on targets (org, app, service, is_removed, stage, region) where stage <> '';
create index targets_provider on targets (org, provider) where provider is not null;

create table target_parameters (
  id bigint generated always as identity primary key,
  target_id bigint not null references targets (id) on delete cascade,
  position integer not null check (position >= 1),
  key text collate "C" not null,
  sensitive boolean not null,
  -- Whether the key has no value here, and hides one that is set further away.
  is_none boolean not null,
  sealed bytea,
  secret_reference jsonb check (jsonb_typeof(secret_reference) = 'object'),
  set_at timestamptz not null default now(),
  unique (target_id, key),
  check (num_nonnulls(sealed, secret_reference) = case when is_none then 0 else 1 end)
);
