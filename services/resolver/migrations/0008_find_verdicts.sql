-- additive: a new index, for lists of what was not simply allowed. What was allowed costs nothing here.
create index if not exists deployments_of_verdict on deployments (org, verdict, requested_at desc, id desc) where verdict <> 'allowed';
