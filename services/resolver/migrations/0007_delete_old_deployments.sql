-- additive: new indexes, by which what is too old is found.
create index if not exists deployments_by_age on deployments (requested_at);
create index if not exists reports_of_block on reports (blocked_deployment_id) where blocked_deployment_id is not null;
