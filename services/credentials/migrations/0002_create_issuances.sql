-- additive: a new table. Every session that was requested from AWS, and the outcome. A row that stays 'intended' was
-- begun, and its outcome is not known.
create table issuances (
  id uuid primary key default gen_random_uuid(),
  org text not null,
  app text not null,
  stage text not null,
  service text not null,
  region text not null,
  deployment_id text not null,
  kind text not null check (kind in ('deploy', 'plan', 'secrets')),
  role_arn text not null,
  session_name text not null,
  requested_seconds integer not null,
  status text not null default 'intended' check (status in ('intended', 'issued', 'failed')),
  granted_seconds integer,
  expires_at timestamptz,
  -- Whether the session has fewer tags than intended, because AWS had no room for all of them.
  tags_dropped boolean,
  problem text,
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  check ((status = 'intended') = (completed_at is null)),
  check ((status = 'failed') = (problem is not null)),
  check ((status = 'issued') = (granted_seconds is not null and expires_at is not null and tags_dropped is not null))
);

create index issuances_of_deployment on issuances (org, deployment_id);
create index issuances_by_expiry on issuances (org, expires_at);
