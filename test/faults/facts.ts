import { type CloudEvent, eventStream, eventsJetStream } from "@stagepass/contracts";
import type { NatsConnection } from "nats";
import pg from "pg";
import { connectAs } from "../support/bus/event-log.ts";
import type { AssumeRoleCall } from "./assume-role-log.ts";
import type { System } from "./system.ts";

/** What a system stored in Postgres, in the event stream, and in the log of AWS. */
export interface Facts {
  readonly versions: readonly {
    readonly profile: string;
    readonly version: number;
    readonly description: string;
  }[];
  readonly deployments: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly outcome: string | null;
    readonly requestedAt: Date;
  }[];
  readonly issuances: readonly {
    readonly deploymentId: string;
    readonly sessionName: string;
    readonly status: string;
    readonly createdAt: Date;
  }[];
  /** The ids of every event that was committed. */
  readonly committedEvents: readonly string[];
  /** The events in the order of the stream. An id may occur twice. */
  readonly events: readonly Pick<CloudEvent, "id" | "type" | "subject" | "data">[];
  readonly assumeRoleCalls: readonly AssumeRoleCall[];
}

/**
 * Reads everything without the proxies. Requests for which nobody waits any more may still be running. So the tables
 * are read at one moment, AWS's log before it, and the events after it, when those that were committed have arrived.
 * Events that were committed after that moment are left out.
 */
export async function readFacts(system: System, whenArrived = async () => {}): Promise<Facts> {
  const assumeRoleCalls = await system.assumeRoleLog.read();
  return withDatabase(system, async (client) => {
    await client.query("begin isolation level repeatable read");
    const tables = await readTables(client);
    await client.query("commit");
    const known = new Set(tables.committedEvents);
    await whenArrived();
    const events = await readEvents(system);
    const unknown = events.flatMap(({ id }) => (known.has(id) ? [] : id));
    const { rows } = await client.query<{ id: string }>(
      `select event_id as id from (${outboxes}) as outbox where event_id = any($1)`,
      [unknown],
    );
    const later = new Set(rows.map(({ id }) => id));
    return { ...tables, events: events.filter(({ id }) => !later.has(id)), assumeRoleCalls };
  });
}

async function readTables(client: pg.Client) {
  const versions = await client.query<Facts["versions"][number]>(
    "select profile, version, description from profiles.profile_versions order by profile, version",
  );
  const deployments = await client.query<Facts["deployments"][number]>(
    'select id, verdict, outcome, requested_at as "requestedAt" from resolver.deployments',
  );
  const issuances = await client.query<Facts["issuances"][number]>(
    `select deployment_id as "deploymentId", session_name as "sessionName", status, created_at as "createdAt"
       from credentials.issuances`,
  );
  const committed = await client.query<{ id: string }>(`select event_id as id from (${outboxes}) as outbox`);
  return {
    versions: versions.rows,
    deployments: deployments.rows,
    issuances: issuances.rows,
    committedEvents: committed.rows.map(({ id }) => id),
  };
}

/** Counts the committed events, and those of them that wait to be published. */
export function countCommitted(system: System): Promise<{ committed: number; waiting: number }> {
  return withDatabase(system, async (client) => {
    const { rows } = await client.query<{ committed: number; waiting: number }>(
      `select count(*)::int as committed, count(*) filter (where published_at is null)::int as waiting
         from (${outboxes}) as outbox`,
    );
    return rows[0] ?? { committed: 0, waiting: 0 };
  });
}

/** Counts the events in the stream, or returns 0 while there is no stream. */
export function countStored(system: System): Promise<number> {
  return withBus(system, async (connection) => {
    const manager = await connection.jetstreamManager(eventsJetStream);
    const info = await manager.streams.info(eventStream.name).catch(() => undefined);
    return info?.state.messages ?? 0;
  });
}

const outboxes = ["profiles", "resolver", "credentials"]
  .map((schema) => `select event_id, published_at from ${schema}.outbox`)
  .join(" union all ");

function readEvents(system: System): Promise<Facts["events"]> {
  return withBus(system, async (connection) => {
    const events: CloudEvent[] = [];
    const consumer = await connection.jetstream(eventsJetStream).consumers.get(eventStream.name);
    const messages = await consumer.consume({ max_messages: 2_000 });
    for await (const message of messages) {
      events.push(message.json<CloudEvent>()); // what it really is, the check finds out
      if (message.info.pending === 0) break;
    }
    return events;
  });
}

async function withBus<T>(system: System, work: (connection: NatsConnection) => Promise<T>): Promise<T> {
  const connection = await connectAs(system.natsUrl);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** Runs queries as a user who sees all schemas. */
export async function withDatabase<T>(system: System, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: system.postgresUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
