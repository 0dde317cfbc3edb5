-- breaking: the code before it cannot decrypt the values of a profile that was renamed.
-- The name for which a value was sealed, where its profile was renamed since.
alter table profile_values add column sealed_for text collate "C";

-- A rename moves versions, values and parameters to another name. They refer to each other, so it checks at its end.
alter table version_parameters
  alter constraint version_parameters_org_profile_version_fkey deferrable initially immediate,
  alter constraint version_parameters_org_profile_key_value_id_fkey deferrable initially immediate;

-- By which that check finds the parameters of a value.
create index version_parameters_of_value on version_parameters (value_id);

-- Versions that were made under a name which their profile has no more. Its row stays, as after a deletion, so that the
-- numbers of a new profile under that name begin after `through_version`.
create table profile_renames (
  org text collate "C" not null,
  name text collate "C" not null,
  through_version integer not null check (through_version >= 1),
  -- The name that the profile has now.
  renamed_to text collate "C" not null,
  primary key (org, name, through_version),
  foreign key (org, name) references profiles,
  foreign key (org, renamed_to) references profiles
);

create index profile_renames_to on profile_renames (org, renamed_to);

alter table stages
  drop constraint stages_org_app_fkey,
  add constraint stages_org_app_fkey foreign key (org, app) references apps on delete cascade on update cascade;

-- Names that an app has no more, since it was renamed or deleted. No app is renamed to one of them: the records of deploys
-- would tell of two apps under one name.
create table former_apps (
  org text collate "C" not null references orgs,
  name text collate "C" not null,
  primary key (org, name)
);
