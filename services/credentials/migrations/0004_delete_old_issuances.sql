-- additive: an index, by which what is too old is found, in place of one that no statement uses.
create index if not exists issuances_by_age on issuances (created_at);
drop index if exists issuances_by_expiry;
