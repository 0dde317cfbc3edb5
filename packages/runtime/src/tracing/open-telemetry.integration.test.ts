import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { eventually } from "../../../../test/support/eventually.ts";
import { startOtlpReceiver } from "../../../../test/support/otlp/receiver.ts";
import type { Tracing } from "./span.ts";
import { startTracing } from "./start-tracing.ts";
import { TracingConfig } from "./tracing-config.ts";

const attributes = { "http.route": "/v1/resolve" };
const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";

async function trace(endpoint: string, onLost = (_reason: unknown) => {}): Promise<Tracing> {
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
  onTestFinished(() => void vi.unstubAllEnvs());
  const config = TracingConfig.parse({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_BSP_SCHEDULE_DELAY: "1" });
  const tracing = await startTracing(config, { version: "1.2.3", onLost });
  if (tracing === undefined) throw new Error("Tracing is off.");
  return tracing;
}

async function receiveTraces() {
  const receiver = await startOtlpReceiver();
  onTestFinished(() => receiver.stop());
  return receiver;
}

test("a stop sends the spans that have ended, each from its own service", async () => {
  const receiver = await receiveTraces();
  const tracing = await trace(receiver.url);
  for (const service of ["resolver", "profiles"])
    tracing.tracerOf(service).begin(service, { kind: "internal", attributes }).end();
  await tracing.stop();
  expect(receiver.spans).toMatchObject([
    { service: "stagepass-resolver", name: "resolver", parentId: "", failed: false, attributes },
    { service: "stagepass-profiles", name: "profiles", parentId: "", failed: false, attributes },
  ]);
});

test("a failed span has the code of its failure", async () => {
  const receiver = await receiveTraces();
  const tracing = await trace(receiver.url);
  tracing.tracerOf("resolver").begin("a", { kind: "client", attributes }).end("57014");
  await tracing.stop();
  expect(receiver.spans).toMatchObject([{ failed: true, attributes: { "error.type": "57014" } }]);
});

test.each([
  ["of a later version", `01-${traceId}-00f067aa0ba902b7-01-more`, traceId],
  ["that its caller did not choose", `00-${traceId}-00f067aa0ba902b7-00`, traceId],
  ["without a trace", `00-${"0".repeat(32)}-00f067aa0ba902b7-01`, undefined],
  ["that is no traceparent", "deploy-17", undefined],
])("a traceparent %s is read as the standard says", async (_, traceparent, continued) => {
  const tracing = await trace("http://127.0.0.1:9");
  const parent = { traceparent, tracestate: "a=1, b = 2,a=3, =" };
  const span = tracing.tracerOf("resolver").begin("a", { kind: "server", parent, attributes });
  expect(span.traceId === traceId ? traceId : undefined).toBe(continued);
  expect(span.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
  expect(span.isSampled).toBe(!traceparent.endsWith("-00"));
  await tracing.stop();
});

test("a collector that refuses an export is reported, and further spans are sent", async () => {
  let answers = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(answers++ === 0 ? 400 : 200).end());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // it listens on a port
  const losses: unknown[] = [];
  const tracing = await trace(`http://127.0.0.1:${port}`, (reason) => losses.push(reason));
  const tracer = tracing.tracerOf("resolver");
  tracer.begin("lost", { kind: "internal", attributes }).end();
  await eventually(async () => losses[0], "the loss is reported");
  tracer.begin("sent", { kind: "internal", attributes }).end();
  await eventually(async () => (answers === 2 ? true : undefined), "the next span is sent");
  await tracing.stop();
  expect(losses).toHaveLength(1);
});
