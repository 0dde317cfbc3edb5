-- additive: new tables, and a setting of organizations whose default is what the code before it does.
-- Whether providers of the organization may hold static keys of AWS.
alter table orgs add column static_keys text not null default 'deny' check (static_keys in ('deny', 'allow'));

create table providers (
  -- Stays when a provider is renamed. The secret of static keys is sealed for it.
  id bigint generated always as identity unique,
  org text collate "C" not null references orgs,
  name text collate "C" not null check (length(name) between 1 and 128),
  description text not null,
  access_role jsonb check (jsonb_typeof(access_role) = 'object'),
  access_key_id text collate "C",
  sealed_secret bytea,
  secret_set_at timestamptz,
  is_default boolean not null default false,
  -- Whether it is for the apps in provider_apps alone. It stays limited when these apps are deleted.
  is_limited boolean not null default false,
  -- 0 only inside the transaction that is making the provider.
  revision integer not null check (revision >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org, name),
  check (revision = 0 or num_nonnulls(access_role, access_key_id) = 1),
  check (num_nonnulls(access_key_id, sealed_secret, secret_set_at) in (0, 3)),
  check (not (is_default and is_limited))
);

create unique index providers_default on providers (org) where is_default;
create index providers_with_keys on providers (org, name) where access_key_id is not null;

create table provider_apps (
  org text collate "C" not null,
  provider text collate "C" not null,
  app text collate "C" not null,
  primary key (org, provider, app),
  foreign key (org, provider) references providers on update cascade on delete cascade,
  foreign key (org, app) references apps on update cascade on delete cascade
);

create index provider_apps_of_app on provider_apps (org, app);

-- A link keeps its provider from being deleted, and follows when it is renamed.
alter table targets add foreign key (org, provider) references providers on update cascade;
