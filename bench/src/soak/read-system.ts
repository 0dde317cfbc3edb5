import { ServiceId } from "@stagepass/contracts";
import type pg from "pg";
import { z } from "zod";
import { processesOf } from "../processes/members.ts";
import { countOpenFiles, readMemoryMb, readProcesses } from "../processes/process-table.ts";
import type { SystemApart } from "../systems/services-apart.ts";
import type { Reading } from "./measures.ts";
import { readMetricsText } from "./metrics-text.ts";

/** What each process of a system has at this moment, by its name. */
export async function readSystem(system: SystemApart, database: pg.Client): Promise<Map<string, Reading>> {
  const readings = new Map<string, Reading>();
  for (const [name, rows] of processesOf(system.members, await readProcesses())) {
    const own = system.members.find((member) => member.name === name);
    readings.set(name, {
      files: await countOpenFiles(own?.pid ?? 0),
      processes: rows.length,
      // The processes of Postgres share most of their memory, which would be counted for each.
      ...(name === "postgres" ? {} : { memory: await sumOf(rows.map(({ pid }) => readMemoryMb(pid))) }),
    });
  }
  const add = (name: string, more: Reading) => void readings.set(name, { ...readings.get(name), ...more });
  for (const service of ServiceId.options) add(service, await readService(system.urls[service]));
  add("nats", await readNats(system.natsMonitorUrl));
  add("postgres", await readPostgres(database));
  return readings;
}

async function sumOf(values: readonly Promise<number | undefined>[]): Promise<number> {
  return (await Promise.all(values)).reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

const megabyte = 1_048_576;

async function readService(url: string): Promise<Reading> {
  const values = readMetricsText(await (await fetch(new URL("/metrics", url))).text());
  const value = (name: string) => values.get(name) ?? Number.NaN;
  return {
    heap: value("nodejs_heap_size_used_bytes") / megabyte,
    handles: value("nodejs_active_handles_total"),
    loopDelay: value("nodejs_eventloop_lag_p99_seconds") * 1_000,
    underWay: value("stagepass_http_under_way"),
  };
}

/** Of https://docs.nats.io/running-a-nats-service/nats_admin/monitoring what is read. */
const NatsServer = z.object({ connections: z.number(), subscriptions: z.number() });
const NatsClients = z.object({ connections: z.array(z.object({ pending_bytes: z.number() })) });
const NatsStreams = z.object({ consumers: z.number(), messages: z.number(), bytes: z.number() });

async function readNats(url: string): Promise<Reading> {
  const read = async (path: string): Promise<unknown> => (await fetch(new URL(path, url))).json();
  const { connections, subscriptions } = NatsServer.parse(await read("/varz"));
  const clients = NatsClients.parse(await read("/connz?limit=1024"));
  const { consumers, messages, bytes } = NatsStreams.parse(await read("/jsz"));
  const pendingBytes = clients.connections.reduce((sum, client) => sum + client.pending_bytes, 0);
  return {
    connections,
    subscriptions,
    pendingBytes,
    consumers,
    stored: messages,
    storedMb: bytes / megabyte,
  };
}

const postgresState = `
  select (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
         (select count(*)::int from profiles.outbox where published_at is null)
       + (select count(*)::int from resolver.outbox where published_at is null)
       + (select count(*)::int from credentials.outbox where published_at is null) as unpublished,
         (select sum(n_live_tup)::int from pg_stat_user_tables where relname = 'outbox') as stored,
         pg_database_size(current_database())::float8 / 1048576 as "storedMb"`;

async function readPostgres(database: pg.Client): Promise<Reading> {
  const { rows } = await database.query<Reading>(postgresState);
  return rows[0] ?? {};
}
