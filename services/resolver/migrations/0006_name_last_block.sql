-- additive: a new column that may be empty, which is what the code before it leaves it.
-- The block that was the last answer to the key of a report. Of older reports nobody kept which it was.
alter table reports add column blocked_deployment_id text;
