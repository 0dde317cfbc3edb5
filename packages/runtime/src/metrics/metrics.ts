import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Span } from "../tracing/span.ts";
import { openMetricsOf } from "./open-metrics.ts";

/** The metrics of a process. */
export type Metrics = ReturnType<typeof createMetrics>;

/** What a service tells of itself whenever its metrics are read. */
export interface Gauges {
  /** The connections of its pool, and how many statements wait for one. */
  connections(): { readonly busy: number; readonly idle: number; readonly waiting: number };
  /** The age in seconds of its oldest event that the stream has not acknowledged, or 0. */
  oldestEventSeconds(): Promise<number>;
}

/** How many requests a process works on, and how many it would. */
interface Load {
  readonly underWay: number;
  readonly limit: number;
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How long the metrics wait for the database, in milliseconds. */
const gaugeTimeoutMs = 1_000;

/**
 * Creates the metrics of a process, for all its services. Durations are in seconds. With exemplars, a histogram also names
 * a trace for each of its buckets, which only the OpenMetrics format has.
 */
export function createMetrics({ withExemplars = false } = {}) {
  const registry = new Registry();
  // The event loop wakes for each sample. At the default of 10 ms, an idle process wakes a hundred times a second.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 50 });
  const registers = [registry];
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[]) => {
    const config = { name, help, labelNames, buckets };
    if (!withExemplars) {
      const plain = new Histogram({ ...config, registers });
      return (labels: Labels<L>, seconds: number, _span?: Span) => plain.observe(labels, seconds);
    }
    // The library only takes a histogram with exemplars into a registry of the other format first.
    const exemplary = new Histogram<string>({ ...config, registers: [], enableExemplars: true });
    registry.registerMetric(exemplary);
    return (labels: Labels<L>, seconds: number, span?: Span) =>
      exemplary.observe({ labels, value: seconds, exemplarLabels: exemplarOf(span) });
  };
  const gauges = new Map<string, Gauges>();
  let workload: Load = { underWay: 0, limit: 0 };
  let streams: { readonly size: number } = { size: 0 };
  const metrics = {
    /** What the services tell of themselves, by their names. */
    gauges,
    observeHttp: histogram("stagepass_http_request_duration_seconds", "Time to answer an HTTP request", [
      "service",
      "method",
      "route",
      "status",
    ]),
    httpRefused: new Counter({
      name: "stagepass_http_refused_total",
      help: "HTTP requests that were refused since the process, or their caller, had too many under way",
      labelNames: ["reason"],
      registers,
    }),
    /** Tells how many requests are under way, and how many may be, whenever the metrics are read. */
    watchWorkload: (watched: Load) => {
      workload = watched;
    },
    httpUnderWay: new Gauge({
      name: "stagepass_http_under_way",
      help: "HTTP requests that the process works on",
      registers,
      collect() {
        this.set(workload.underWay);
      },
    }),
    httpLimit: new Gauge({
      name: "stagepass_http_limit",
      help: "HTTP requests that the process works on at most at present",
      registers,
      collect() {
        this.set(workload.limit);
      },
    }),
    /** Tells how many streams are open, whenever the metrics are read. */
    watchStreams: (watched: { readonly size: number }) => {
      streams = watched;
    },
    streamsOpen: new Gauge({
      name: "stagepass_http_streams",
      help: "Streams of events over HTTP that are open",
      registers,
      collect() {
        this.set(streams.size);
      },
    }),
    streamsEnded: new Counter({
      name: "stagepass_http_streams_ended_total",
      help: "Streams of events over HTTP that have ended, by the reason",
      labelNames: ["reason"],
      registers,
    }),
    observeBusCall: histogram(
      "stagepass_bus_call_duration_seconds",
      "Time until another service answered over the bus",
      ["caller", "subject", "outcome"],
    ),
    observeAwsCall: histogram(
      "stagepass_aws_call_duration_seconds",
      "Time until AWS answered a call, with all its attempts",
      ["service", "operation", "outcome"],
    ),
    eventsPublished: new Counter({
      name: "stagepass_events_published_total",
      help: "Events that the stream has acknowledged",
      labelNames: ["service"],
      registers,
    }),
    outboxPending: new Gauge({
      name: "stagepass_outbox_pending",
      help: "Events that wait to be published, as the relay last saw them",
      labelNames: ["service"],
      registers,
    }),
    // Before the next one, whose own statement they would count.
    databaseConnections: new Gauge({
      name: "stagepass_database_connections",
      help: "Connections of the pool to the database",
      labelNames: ["service", "state"],
      registers,
      collect() {
        for (const [service, { connections }] of gauges) {
          const { busy, idle } = connections();
          this.set({ service, state: "busy" }, busy);
          this.set({ service, state: "idle" }, idle);
        }
      },
    }),
    databaseWaiting: new Gauge({
      name: "stagepass_database_waiting",
      help: "Statements that wait for a connection to the database",
      labelNames: ["service"],
      registers,
      collect() {
        for (const [service, { connections }] of gauges) this.set({ service }, connections().waiting);
      },
    }),
    outboxOldest: new Gauge({
      name: "stagepass_outbox_oldest_seconds",
      help: "Age of the oldest event that waits to be published, or 0",
      labelNames: ["service"],
      registers,
      async collect() {
        const ages = [...gauges].map(async ([service, { oldestEventSeconds }]) => {
          const seconds = await withinTime(oldestEventSeconds());
          // Without an answer there is no sample, in place of one that is not true.
          if (seconds === undefined) this.remove({ service });
          else this.set({ service }, seconds);
        });
        await Promise.all(ages);
      },
    }),
  };
  // Prometheus sees no increase in the first sample of a series: without these, a first refusal would not count.
  for (const reason of ["full", "share"]) metrics.httpRefused.inc({ reason }, 0);
  const inOpenMetrics = withExemplars ? openMetricsOf(registry) : undefined;
  /** The metrics as text, in the OpenMetrics format if the reader takes it and there are exemplars. */
  const read = async (accept = "") => {
    const chosen = accept.includes("application/openmetrics-text") ? (inOpenMetrics ?? registry) : registry;
    return { contentType: chosen.contentType, text: await chosen.metrics() };
  };
  return { ...metrics, read };
}

type Labels<L extends string> = Partial<Record<L, string | number>>;

function exemplarOf(span: Span | undefined): Record<string, string> {
  return span?.isSampled === true ? { trace_id: span.traceId } : {};
}

async function withinTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, gaugeTimeoutMs, undefined);
  });
  return Promise.race([work.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}
