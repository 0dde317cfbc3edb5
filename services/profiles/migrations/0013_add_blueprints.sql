-- additive: rows of a new kind, which the code before it takes for no service and no instance.
-- A row without a service is a blueprint: what each service of the app begins with or, with a stage, what each instance in
-- that stage does. It counts for those that are not there yet, and is set on them when they are made.
alter table targets
  drop constraint targets_service_check,
  add constraint targets_service_check check (length(service) <= 128),
  drop constraint targets_check,
  add constraint targets_check check (case when service = '' then region = '' else (stage = '') = (region = '') end),
  add constraint targets_blueprint_check
    check (service <> '' or (description = '' and required_parameters = '{}' and removed_at is null));
