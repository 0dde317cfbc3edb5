-- breaking: the code before it takes the name of a profile for what its versions refer to.
-- What the versions and values of a profile refer to. It stays when the profile is renamed, so that a rename changes none of
-- them. It is the first name of a profile, unless another profile had that name before.
alter table profiles add column key text collate "C";
update profiles set key = name;
alter table profiles alter column key set not null, add unique (org, key);

alter table profile_versions
  drop constraint profile_versions_org_profile_fkey,
  add constraint profile_versions_org_profile_fkey foreign key (org, profile) references profiles (org, key);
alter table profile_values
  drop constraint profile_values_org_profile_fkey,
  add constraint profile_values_org_profile_fkey foreign key (org, profile) references profiles (org, key);

-- A rename changes what they refer to before it changes them, so that they are checked at its end.
alter table apps alter constraint apps_org_default_profile_fkey deferrable initially immediate;
alter table stages alter constraint stages_org_profile_fkey deferrable initially immediate;
alter table org_stages alter constraint org_stages_org_profile_fkey deferrable initially immediate;
alter table profile_renames
  alter constraint profile_renames_org_name_fkey deferrable initially immediate,
  alter constraint profile_renames_org_renamed_to_fkey deferrable initially immediate;

-- A rename moves no version any more.
alter table version_parameters
  alter constraint version_parameters_org_profile_version_fkey not deferrable,
  alter constraint version_parameters_org_profile_key_value_id_fkey not deferrable;
