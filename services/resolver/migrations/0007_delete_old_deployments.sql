-- additive: new indexes, by which what is too old is found.
create index deployments_by_age on deployments (requested_at);
create index reports_of_block on reports (blocked_deployment_id) where blocked_deployment_id is not null;
