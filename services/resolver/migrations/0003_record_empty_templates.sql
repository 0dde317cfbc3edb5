-- Before this, nobody could say that a template was empty on purpose.
alter table deployments add column empty_template boolean not null default false;
