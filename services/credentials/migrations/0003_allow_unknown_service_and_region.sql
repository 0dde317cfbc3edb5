-- additive: the code before it writes both columns always, and reads neither.
-- Existing clients do not say what they deploy, nor where to, when they ask for credentials.
alter table issuances
  alter column service drop not null,
  alter column region drop not null;
