-- additive: a new table.
create table outbox (
  id bigint generated always as identity primary key,
  event_id text not null unique,
  subject text not null,
  about text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  published_at timestamptz
);

create index outbox_unpublished on outbox (id) where published_at is null;
create index outbox_created_at on outbox (created_at);

-- When the stream that was published to was created: another time means another, empty stream.
create table relay_state (
  stream text primary key,
  stream_created_at text not null
);
