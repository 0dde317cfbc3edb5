-- additive: a rollback by the code before it does not say which version it restored.
-- The version whose content a rollback restored.
alter table profile_versions add column restored_version integer check (restored_version between 1 and version - 1);
