-- additive: an index, by which what is too old is found, in place of one that no statement uses.
create index issuances_by_age on issuances (created_at);
drop index issuances_by_expiry;
