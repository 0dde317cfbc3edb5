-- breaking: the code before it cannot read a deployment without a resolution.
-- A deployment is a resolution, a client's report, or both. Without a resolution nothing of one is there.
alter table deployments
  alter column purpose drop not null,
  alter column profile drop not null,
  alter column profile_version drop not null,
  alter column matched_by drop not null,
  alter column verdict drop not null,
  alter column safeguards drop not null,
  alter column parameter_keys drop not null,
  -- Existing clients do not say them when they ask.
  alter column service drop not null,
  alter column region drop not null,
  add constraint deployments_resolution_whole check (
    num_nulls(purpose, profile, profile_version, matched_by, verdict, safeguards, parameter_keys) in (0, 7)
  ),
  add constraint deployments_outcome_of_resolution check (verdict is not null or outcome is null);

create index deployments_of_app on deployments (org, app, requested_at desc, id desc);

create table reports (
  -- Deferred, since a report that nothing preceded is inserted before its deployment.
  deployment_id text primary key references deployments (id) deferrable initially deferred,
  org text not null,
  app text not null,
  stage text not null,
  service text not null,
  region text not null,
  deployment_uid text,
  status text not null check (status in ('success', 'error')),
  archived boolean not null,
  versions jsonb not null,
  function_count integer not null,
  outputs jsonb not null,
  -- Kept as text, which is quicker for megabytes: nothing asks for a part of it.
  details json not null,
  server_safeguards jsonb not null,
  digest text not null,
  scrubbed_with jsonb,
  reported_by text not null,
  reported_at timestamptz not null default now(),
  -- A removal has no id of the client's.
  unique (org, app, stage, service, region, deployment_uid)
);

create index reports_of_place on reports (org, app, service, stage, region, reported_at desc)
  where status = 'success';
