-- additive: columns that may be null.
-- The provider whose credentials a deploy was to get, and what named it; and where each parameter came from. A deploy
-- whose parameters all come from its profile has no origins.
alter table deployments
  add column provider text collate "C",
  add column provider_revision integer,
  add column provider_level text check (provider_level in ('instance', 'service', 'org')),
  add column parameter_origins jsonb check (jsonb_typeof(parameter_origins) = 'array'),
  add check (num_nonnulls(provider, provider_revision, provider_level) in (0, 3)) not valid;
