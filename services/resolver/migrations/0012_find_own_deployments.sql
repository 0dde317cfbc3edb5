-- additive: a new index, for those who see the deployments that they made themselves and no others.
create index if not exists deployments_by_caller on deployments (org, requested_by, requested_at desc, id desc);
