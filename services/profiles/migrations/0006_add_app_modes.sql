-- additive: the code before it saves apps without the new columns, which keep their values.
-- Where an app's parameters and credentials come from, whether the organization's stage map applies to it, and what
-- happens to a deploy without a profile. The defaults are what every app did before.
alter table apps
  add column mode text not null default 'profiles' check (mode in ('profiles', 'providers', 'mixed')),
  add column inherits_stages boolean not null default true,
  add column unprofiled text not null default 'refuse' check (unprofiled in ('refuse', 'allow'));
