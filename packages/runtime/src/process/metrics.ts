import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** The metrics of a process. */
export type Metrics = ReturnType<typeof createMetrics>;

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Creates the metrics of a process, in one registry for all its services. Durations are in seconds. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    http: new Histogram({
      name: "stagepass_http_request_duration_seconds",
      help: "Time to answer an HTTP request",
      labelNames: ["service", "method", "route", "status"],
      buckets,
      registers,
    }),
    httpRefused: new Counter({
      name: "stagepass_http_refused_total",
      help: "HTTP requests that were refused since the process, or their caller, had too many under way",
      labelNames: ["reason"],
      registers,
    }),
    busCall: new Histogram({
      name: "stagepass_bus_call_duration_seconds",
      help: "Time until another service answered over the bus",
      labelNames: ["caller", "subject", "outcome"],
      buckets,
      registers,
    }),
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
  };
}
