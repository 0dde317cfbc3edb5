-- additive: a new table.
-- What is brought over once from another service, and how far it has come.
create table transfers (
  name text primary key,
  position jsonb,
  finished_at timestamptz
);

-- The services and instances of the deployments that were recorded before this.
insert into transfers (name) values ('targets');
