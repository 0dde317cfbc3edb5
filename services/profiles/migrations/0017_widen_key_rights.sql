-- additive: more roles, and scopes with patterns. Code that does not know them refuses these keys, or finds that they cover nothing.
alter table access_keys
  drop constraint access_keys_role_check,
  drop constraint access_keys_check,
  add column services text[] check (cardinality(services) >= 1),
  add column profiles text[] check (cardinality(profiles) >= 1),
  add constraint access_keys_role_check
    check (role in ('viewer', 'planner', 'deployer', 'editor', 'auditor', 'admin')),
  add constraint access_keys_scope_check
    check (role in ('viewer', 'planner', 'deployer') or (apps is null and stages is null and services is null and profiles is null)),
  -- A release that does not know these columns compares the names of apps exactly, so that such a key covers nothing there.
  add constraint access_keys_narrow_check check (apps is not null or (services is null and profiles is null));

-- A name with a star, or with an exclamation mark at its beginning, was the name of a stage until now, and would be a pattern
-- from now on. No key may cover more for that: '!*' excepts everything.
update access_keys
   set stages = coalesce(
         nullif(array(select name from unnest(stages) as name where name not like '%*%' and name not like '!%'), '{}'),
         '{!*}')
 where exists (select from unnest(stages) as name where name like '%*%' or name like '!%');
