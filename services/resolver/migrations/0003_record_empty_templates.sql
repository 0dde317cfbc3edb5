-- additive: a new column with a default, which is right for what the code before it resolves.
-- Before this, nobody could say that a template was empty on purpose.
alter table deployments add column empty_template boolean not null default false;
