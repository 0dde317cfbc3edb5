-- breaking: the code before it goes on replacing parts of outputs, which nobody would correct any more.
alter table reports add column withheld_outputs jsonb not null default '{}';

-- Parts of outputs and of their names used to be replaced by words in brackets. What holds such words is not what was
-- reported, and nobody knows any more what was.
update reports
   set outputs = outputs - falsified.names,
       withheld_outputs = falsified.secrets
  from (
    select deployment_id,
           array_agg(key) as names,
           jsonb_object_agg(key, secret) as secrets
      from reports,
           jsonb_each(outputs),
           substring(
             key || ' ' || value::text
             from '\[(parameter [\w.-]+|withheld|AWS [a-z ]+|Stagepass access key)\]'
           ) as secret
     where secret is not null
     group by deployment_id
  ) falsified
 where falsified.deployment_id = reports.deployment_id;
