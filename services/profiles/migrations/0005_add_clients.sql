-- breaking: the code before it saves a version of a profile without what the profile says of clients.
-- What the existing clients may have; an empty object says nothing. A version carries what its profile says.
alter table orgs add column clients jsonb not null default '{}' check (jsonb_typeof(clients) = 'object');
alter table profile_versions add column clients jsonb not null default '{}' check (jsonb_typeof(clients) = 'object');
