-- breaking: the code before it cannot read the record of a deploy without a profile.
-- An app can allow deploys to which no profile applies. Nothing of a profile is recorded with them.
-- Every row satisfies the wider rule already, so that none has to be read.
alter table deployments drop constraint deployments_resolution_whole;
alter table deployments
  add constraint deployments_resolution_whole check (
    num_nulls(purpose, verdict, safeguards, parameter_keys) in (0, 4)
    and num_nulls(profile, profile_version, matched_by) in (0, 3)
    and (profile is null or verdict is not null)
  ) not valid;
