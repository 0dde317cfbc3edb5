-- additive: new tables.
create table apps (
  org text collate "C" not null references orgs,
  name text collate "C" not null check (length(name) between 1 and 128),
  description text not null,
  default_profile text collate "C",
  -- 0 only inside the transaction that is making the app.
  revision integer not null check (revision >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org, name),
  foreign key (org, default_profile) references profiles (org, live_name)
);

create index apps_default_profile on apps (org, default_profile) where default_profile is not null;

create table stages (
  org text collate "C" not null,
  app text collate "C" not null,
  name text collate "C" not null check (length(name) between 1 and 256),
  profile text collate "C" not null,
  revision integer not null check (revision >= 1),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org, app, name),
  foreign key (org, app) references apps on delete cascade,
  foreign key (org, profile) references profiles (org, live_name)
);

create index stages_profile on stages (org, profile);
