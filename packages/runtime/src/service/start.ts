import { Problem, type ServiceId } from "@stagepass/contracts";
import type { FastifyInstance } from "fastify";
import { type BusConnection, openBus } from "../bus/bus.ts";
import { type DatabasePool, openDatabase } from "../database/database.ts";
import { keepRetention } from "../database/keep-retention.ts";
import { migrate } from "../database/migrate.ts";
import { ensureStreams, openStreamManager, StreamError } from "../events/event-stream.ts";
import { followEvents } from "../events/follow-events.ts";
import { oldestUnpublishedSeconds } from "../events/outbox.ts";
import { outboxRetention } from "../events/outbox-retention.ts";
import { Relay } from "../events/relay.ts";
import { EventTail } from "../events/tail/event-tail.ts";
import { openStoredEvents } from "../events/tail/stored-events.ts";
import { mountApiDocs, mountStartAtDocs } from "../http/api-docs.ts";
import { countRequests } from "../http/drain.ts";
import { type Check, mountHealth } from "../http/health.ts";
import { listen } from "../http/listen.ts";
import { mountRoutes } from "../http/mount.ts";
import { mountProblemPages } from "../http/problem-pages.ts";
import { createHttpServer } from "../http/server.ts";
import { mountSite } from "../http/site.ts";
import { OpenStreams } from "../http/streams/open-streams.ts";
import { createMetrics, type Metrics } from "../metrics/metrics.ts";
import { createLog, type Log } from "../process/log.ts";
import { type Patience, patienceOf, persist } from "../process/patience.ts";
import { version } from "../process/version.ts";
import { tellOfRefusals } from "../process/workload/tell-of-refusals.ts";
import { Workload } from "../process/workload/workload.ts";
import type { Tracing } from "../tracing/span.ts";
import { startTracing } from "../tracing/start-tracing.ts";
import { type Environment, readConfig, type ServiceConfig } from "./config.ts";
import type { Built, HttpDialect, Service } from "./service.ts";
import { watchAws } from "./watch-aws.ts";

/** Services that are running. */
export interface Running {
  readonly url: string;
  readonly log: Log;
  /** Accepts nothing new, finishes what is under way and closes everything. */
  close(): Promise<void>;
}

interface StartedService {
  readonly name: ServiceId;
  readonly built: Built;
  readonly bus: BusConnection;
  readonly database: DatabasePool | undefined;
  readonly tail: EventTail;
  readonly relay: Relay | undefined;
  readonly retention: { stop(): Promise<void> } | undefined;
}

/**
 * Starts services in this process: their migrations, their connections to the bus, and one HTTP server for all. It waits
 * for whatever is slow, and logs that. Throws `ConfigError`, or the error of the first service that cannot start.
 */
export async function start(
  services: readonly Service[],
  env: Environment,
  changes: Partial<Patience> = {},
): Promise<Running> {
  const dialect = dialectOf(services);
  const config = readConfig(services, env);
  const log = createLog({ level: config.process.LOG_LEVEL, file: config.process.LOG_FILE });
  const failing = new AbortController();
  const asked = patienceOf(changes);
  const patience: Patience = {
    ...asked,
    onWaiting: (what, seconds) => {
      log.info({ waitingFor: what, seconds }, "the start is waiting");
      asked.onWaiting(what, seconds);
    },
    stopping: AbortSignal.any([asked.stopping, failing.signal]),
  };
  const tracing = await startTracing(config.tracing, { version, onLost: onceInAWhile(log) });
  const metrics = createMetrics({ withExemplars: tracing !== undefined });
  let started: readonly StartedService[] = [];
  let draining = false;
  const stopping = new AbortController();
  let besides: readonly { stop(): Promise<void> }[] = [];
  const app = createHttpServer({ log, metrics, tracing, ...dialect });
  const streams = new OpenStreams({ log, metrics });
  metrics.watchStreams(streams);
  // A drain would wait for them.
  app.addHook("preClose", async () => streams.end());
  const drain = countRequests(app);
  const close = async () => {
    draining = true;
    await drain();
    // What works beside requests needs the bus and the database until it has ended.
    stopping.abort();
    await Promise.all([...besides, ...started.map(({ tail }) => tail)].map((each) => each.stop()));
    // Requests over HTTP cause requests on the bus: the bus is drained after HTTP.
    await Promise.all(
      started.map(({ bus, relay, retention }) =>
        Promise.all([bus.drain(), relay?.stop(), retention?.stop()]),
      ),
    );
    await Promise.all(
      started.map(({ built, database }) => Promise.all([built.close?.(), database?.close()])),
    );
    await tracing?.stop();
  };
  try {
    const starts = services.map((service) =>
      startService(service, config.services.get(service.name), { log, metrics, tracing, patience }),
    );
    // If one cannot start, the others stop waiting for what is slow.
    for (const each of starts) each.catch((reason: unknown) => failing.abort(reason));
    const results = await Promise.allSettled(starts);
    // Set even if one failed, so that `close` closes the others.
    started = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    patience.stopping.throwIfAborted();
    await Promise.all(started.map((service) => prepare(service, patience)));
    // NATS has to know all subscriptions before requests of other services can be answered.
    await Promise.all(started.map(({ bus }) => bus.connection.flush()));
    const { HTTP_HOST, HTTP_PORT, HTTP_MAX_CONCURRENT: max, HTTP_TARGET_MS: targetMs } = config.process;
    const { HTTP_SITE: site } = config.process;
    const workload = new Workload({ max, targetMs, onRefused: tellOfRefusals(log, metrics.httpRefused) });
    metrics.watchWorkload(workload);
    mount(app, started, { metrics, workload, streams, site, isDraining: () => draining });
    const url = await listen(app, HTTP_HOST, HTTP_PORT);
    besides = started.flatMap((service) => beginBeside(service, log, stopping.signal));
    log.info({ services: services.map(({ name }) => name), url, version }, "started");
    return { url, log, close };
  } catch (error) {
    failing.abort(error);
    await close();
    throw error;
  }
}

const lossesEveryMs = 60_000;

/** Tells the log of traces that were lost, not more than once a minute. */
function onceInAWhile(log: Log): (reason: unknown) => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  return (reason) => {
    if (performance.now() - saidAt < lossesEveryMs) return;
    saidAt = performance.now();
    log.warn({ err: reason }, "traces could not be sent to their endpoint, and are lost");
  };
}

async function prepare({ name, built }: StartedService, patience: Patience): Promise<void> {
  const what = `${built.waitsFor ?? "its database"}, for the ${name} service`;
  const isSlow = (error: unknown) => error instanceof Problem && error.code === "unavailable";
  await persist(patience, what, async () => built.prepare?.(), isSlow);
}

/** Begins what a service does beside requests. */
function beginBeside(
  { name: service, built, bus: { connection } }: StartedService,
  processLog: Log,
  stopping: AbortSignal,
): { stop(): Promise<void> }[] {
  const log = processLog.child({ service });
  const { follows, background } = built;
  return [
    ...(follows === undefined ? [] : [followEvents({ ...follows, service, connection, log })]),
    ...(background === undefined ? [] : [waiting(background(stopping))]),
  ];
}

function waiting(work: Promise<void>): { stop(): Promise<void> } {
  return { stop: () => work };
}

/** The dialect of the server that these services share. Throws when a service with a dialect is not the only one. */
function dialectOf(services: readonly Service[]): HttpDialect | undefined {
  const [special] = services.filter(({ dialect }) => dialect !== undefined);
  if (special !== undefined && services.length > 1)
    throw new Error(`The ${special.name} service has an HTTP dialect of its own: start it by itself.`);
  return special?.dialect;
}

async function startService(
  service: Service,
  config: ServiceConfig | undefined,
  process: {
    readonly log: Log;
    readonly metrics: Metrics;
    readonly tracing: Tracing | undefined;
    readonly patience: Patience;
  },
): Promise<StartedService> {
  const { metrics, patience } = process;
  if (config === undefined) throw new Error(`No configuration was read for ${service.name}.`);
  const { name } = service;
  const log = process.log.child({ service: name });
  const tracer = process.tracing?.tracerOf(name);
  const { databaseUrl, natsUrl } = config;
  if (databaseUrl !== undefined && service.migrations !== undefined)
    await migrate(name, databaseUrl, service.migrations, patience);
  const bus = await openBus({ name, url: natsUrl, version, log, metrics, tracer, patience });
  const database = databaseUrl === undefined ? undefined : openDatabase(name, databaseUrl, tracer);
  const tail = new EventTail({ stored: openStoredEvents(bus.connection, log), log });
  try {
    const built = service.create({
      config: config.own as never, // see defineService, as below
      bus,
      database: database as never,
      log,
      events: tail,
      watchAws: watchAws(metrics, tracer),
    });
    if (database === undefined || databaseUrl === undefined)
      return { name, built, bus, database, tail, relay: undefined, retention: undefined };
    await requireStreams(bus, log);
    const relay = new Relay({
      service: name,
      databaseUrl,
      database,
      connection: bus.connection,
      log,
      metrics,
    });
    database.onAnnounced(() => relay.wake());
    metrics.gauges.set(name, {
      connections: database.connections,
      oldestEventSeconds: () => oldestUnpublishedSeconds(database),
    });
    const retention = keepRetention({
      service: name,
      databaseUrl,
      retentions: [outboxRetention, ...(built.retentions ?? [])],
      log,
    });
    return { name, built, bus, database, tail, relay, retention };
  } catch (error) {
    await Promise.all([bus.drain(), database?.close()]);
    throw error;
  }
}

/** Throws `StreamError` when NATS cannot provide the streams. A NATS that is slow is not an error. */
async function requireStreams({ connection }: BusConnection, log: Log): Promise<void> {
  await ensureStreams(await openStreamManager(connection), log).catch((error: unknown) => {
    if (error instanceof StreamError) throw error;
    log.warn({ err: error }, "the streams could not be looked at");
  });
}

/** What all services of a process share. */
interface ProcessParts {
  readonly metrics: Metrics;
  readonly workload: Workload;
  readonly streams: OpenStreams;
  /** The folder of the dashboard. */
  readonly site: string | undefined;
  isDraining(): boolean;
}

/** Adds health, metrics and documents, of the whole process at the top and of each service at `/services/<name>`, and the site. */
function mount(
  app: FastifyInstance,
  started: readonly StartedService[],
  { metrics, workload, streams, site, isDraining }: ProcessParts,
): void {
  const mountFacts = (scope: FastifyInstance, part: readonly StartedService[]) => {
    mountHealth(scope, part.flatMap(checksOf), isDraining);
    mountApiDocs(
      scope,
      part.map(({ name }) => name),
      version,
    );
    scope.get("/metrics", async (request, reply) => {
      const { contentType, text } = await metrics.read(request.headers.accept);
      return reply.type(contentType).send(text);
    });
  };
  mountFacts(app, started);
  mountProblemPages(app);
  if (site === undefined) mountStartAtDocs(app);
  else mountSite(app, site);
  for (const service of started) {
    const authenticate = (digest: string) => service.built.authenticate(digest);
    mountRoutes(app, service.built.routes, { authenticate, workload, streams });
    void app.register(
      async (scope) => {
        mountFacts(scope, [service]);
        mountStartAtDocs(scope);
      },
      { prefix: `/services/${service.name}` },
    );
  }
}

function checksOf({ name, bus, database }: StartedService): Check[] {
  const checks: Check[] = [{ service: name, dependency: "bus", probe: () => bus.connection.flush() }];
  if (database !== undefined)
    checks.push({ service: name, dependency: "database", probe: () => database.execute("select 1") });
  return checks;
}
