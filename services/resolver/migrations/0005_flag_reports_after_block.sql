-- additive: a new column with a default, which says what the code before it finds.
-- A success that a client reports although the last answer to its key was a block. Nobody looked before.
alter table reports add column after_block boolean not null default false;
