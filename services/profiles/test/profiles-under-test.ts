import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { checkSafeguards } from "@stagepass/contracts";
import { z } from "zod";
import { type DatabasePool, openDatabase } from "../../../packages/runtime/src/database/database.ts";
import { migrate } from "../../../packages/runtime/src/database/migrate.ts";
import { mountRoutes } from "../../../packages/runtime/src/http/mount.ts";
import { createHttpServer } from "../../../packages/runtime/src/http/server.ts";
import { OpenStreams } from "../../../packages/runtime/src/http/streams/open-streams.ts";
import { createMetrics } from "../../../packages/runtime/src/metrics/metrics.ts";
import { createLog } from "../../../packages/runtime/src/process/log.ts";
import { Workload } from "../../../packages/runtime/src/process/workload/workload.ts";
import { createMigratedDatabase } from "../../../test/support/servers/migrated-database.ts";
import { createDatabase } from "../../../test/support/servers/servers.ts";
import { Config } from "../src/config.ts";
import { profiles } from "../src/service.ts";
import { TestBus } from "./test-bus.ts";

/** The key of the service's operator. */
export const operatorKey = "operator-key";

/** An HTTP response. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of many shapes
  readonly body: any;
  readonly etag: string | undefined;
  /** The `Set-Cookie` header. */
  readonly cookie: string | undefined;
}

/** The profiles service on a database of its own. */
export interface ProfilesUnderTest {
  readonly database: DatabasePool;
  readonly bus: TestBus;
  /** Sends an HTTP request, with a key or without one: `request(key, "PUT /v1/orgs/acmecorp/apps/storefront", body, headers)`. */
  request(
    key: string | undefined,
    route: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Sends an HTTP request, and returns the text of the answer. */
  text(key: string, route: string): Promise<string>;
  /** Creates an organization and returns its admin key. */
  createOrg(name: string): Promise<string>;
  /** Returns the contents of all tables as text, but for when keys were last used: that is written behind the answers. */
  dump(): Promise<string>;
  /** Returns the announced events in order: subject, what the event is about, data. */
  events(): Promise<[subject: string, about: string, data: unknown][]>;
  /** Runs what the service does beside requests. */
  background(stopping: AbortSignal): Promise<void>;
  /** Runs what the service does at its start, before it takes traffic. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

/** Creates a database with the schema that the service's role has, before any migration. Returns its URL. */
export async function createProfilesDatabase(): Promise<string> {
  const url = new URL(await createDatabase());
  const database = openDatabase("profiles", url.href);
  await database.execute("create schema profiles");
  await database.close();
  url.searchParams.set("options", "-c search_path=profiles");
  return url.href;
}

/** The service's migrations. */
export const migrations = new URL("../migrations/", import.meta.url);

/** Makes a keyring of one random key. */
export function newKeyring(id = "2026"): string {
  return `${id}:${randomBytes(32).toString("base64")}`;
}

/**
 * Starts the service without a network: requests are made within the process, and the test answers for other services.
 */
export async function startProfiles(
  options: {
    readonly databaseUrl?: string;
    readonly keyring?: string;
    /** Puts something between the service and its database. */
    readonly through?: (database: DatabasePool) => DatabasePool;
  } = {},
): Promise<ProfilesUnderTest> {
  const databaseUrl = options.databaseUrl ?? (await createMigratedDatabase("profiles"));
  await migrate("profiles", databaseUrl, migrations);
  const database = openDatabase("profiles", databaseUrl);
  const config = Config.parse({
    STAGEPASS_KEYRING: options.keyring ?? newKeyring(),
    STAGEPASS_OPERATOR_KEY_SHA256: createHash("sha256").update(operatorKey).digest("hex"),
  });
  const bus = new TestBus();
  bus.answer(checkSafeguards, () => ({ mistakes: [] }));
  const log = createLog({ level: "silent" });
  // The type of a service does not tell the types of its configuration and database.
  const watchAws = () => () => {};
  const between = options.through?.(database) ?? database;
  // Without a bus there are no events to follow.
  const events = { follow: () => Readable.from([]) };
  const parts = { config: config as never, bus, database: between as never, events, log, watchAws };
  const service = profiles.create(parts);
  const metrics = createMetrics();
  const app = createHttpServer({ log, metrics });
  const workload = new Workload({ max: 1_000, targetMs: 60_000, onRefused: () => {} });
  const authenticate = (digest: string) => service.authenticate(digest);
  mountRoutes(app, service.routes, { authenticate, workload, streams: new OpenStreams({ log, metrics }) });

  const inject = (
    key: string | undefined,
    route: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const [method, url] = route.split(" ") as ["GET" | "POST" | "PUT" | "PATCH" | "DELETE", string]; // as it is written above
    return app.inject({
      method,
      url,
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { payload: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  };
  const request: ProfilesUnderTest["request"] = async (key, route, body, headers) => {
    const answer = await inject(key, route, body, headers);
    const etag = answer.headers.etag?.toString();
    const cookie = answer.headers["set-cookie"]?.toString();
    return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json(), etag, cookie };
  };

  return {
    database,
    bus,
    request,
    text: async (key, route) => (await inject(key, route)).body,
    createOrg: async (name) => (await request(operatorKey, "POST /v1/orgs", { name })).body.adminKey,
    dump: () => dump(database),
    events: async () => {
      const rows = await database.query(
        z.object({ subject: z.string(), about: z.string(), data: z.unknown() }),
        "select subject, about, payload->'data' as data from outbox order by id limit 1000",
      );
      return rows.map(({ subject, about, data }) => [subject, about, data]);
    },
    background: async (stopping) => service.background?.(stopping),
    prepare: async () => service.prepare?.(),
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}

async function dump(database: DatabasePool): Promise<string> {
  const tables = await database.query(
    z.object({ name: z.string() }),
    "select table_name as name from information_schema.tables where table_schema = 'profiles' order by 1 limit 100",
  );
  const texts = tables.map(async ({ name }) => {
    const rows = await database.query(
      z.object({ row: z.unknown() }),
      `select to_jsonb(t) - 'last_used_at' as row from profiles.${name} t order by t::text limit 1000`,
    );
    return JSON.stringify(rows);
  });
  return (await Promise.all(texts)).join("\n");
}
