-- additive: a new table.
create table deployments (
  id text primary key,
  org text not null,
  app text not null,
  stage text not null,
  service text not null,
  region text not null,
  purpose text not null check (purpose in ('deploy', 'plan')),
  profile text not null,
  profile_version integer not null,
  matched_by text not null check (matched_by in ('stage', 'default')),
  verdict text not null check (verdict in ('allowed', 'allowed-with-warnings', 'blocked')),
  safeguards jsonb not null,
  parameter_keys text[] not null,
  role_arn text,
  framework_version text,
  client jsonb,
  declaration_digest text,
  template_digest text,
  requested_by text not null,
  requested_at timestamptz not null default now(),
  outcome text check (outcome in ('resolved', 'blocked', 'failed')),
  problem text,
  credentials_expire_at timestamptz,
  completed_at timestamptz,
  check ((outcome is null) = (completed_at is null)),
  check ((outcome = 'blocked') = (verdict = 'blocked') or outcome is null)
);

create index deployments_newest_first on deployments (org, requested_at desc, id desc);
