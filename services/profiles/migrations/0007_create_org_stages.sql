-- additive: a new table. The code before it refuses a deploy that only this table gives a profile.
-- An organization's stage map: the first line whose pattern matches a stage gives it its profile.
create table org_stages (
  org text collate "C" not null references orgs,
  position integer not null check (position >= 1),
  -- A stage, in which * stands for any characters.
  stages text collate "C" not null check (length(stages) between 1 and 256),
  profile text collate "C" not null,
  primary key (org, position),
  unique (org, stages),
  foreign key (org, profile) references profiles (org, live_name)
);

create index org_stages_profile on org_stages (org, profile);
