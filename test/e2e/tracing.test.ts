import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { openSecrets } from "../../apps/local/src/secrets.ts";
import { withUser } from "../../apps/local/src/service-environment.ts";
import { followEvents } from "../support/bus/event-log.ts";
import { eventually } from "../support/eventually.ts";
import type { ReceivedSpan } from "../support/otlp/read-spans.ts";
import { startOtlpReceiver } from "../support/otlp/receiver.ts";
import { formsOf } from "../support/secret-forms.ts";
import { expectWithin } from "../support/slowness.ts";
import type { Answer } from "../support/stack/api.ts";
import { startService } from "../support/stack/separate-services.ts";
import { root } from "../support/stack/stack.ts";
import { useStack } from "../support/stack/use-stack.ts";

const receiver = await startOtlpReceiver();
vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
vi.stubEnv("OTEL_BSP_SCHEDULE_DELAY", "50");
afterAll(async () => {
  vi.unstubAllEnvs();
  await receiver.stop();
});

const stack = useStack();
const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const callersSpan = "00f067aa0ba902b7";
const requestId = "req_of-the-traced-deploy";
let answer: Answer;
/** The spans of one resolve in full, which a caller has begun to trace. */
let spans: readonly ReceivedSpan[];

beforeAll(async () => {
  const file = await readFile(join(root, "examples/storefront/requests/prod.json"), "utf8");
  answer = await stack.as(stack.facts.deployKey)("POST", "/v1/resolve", JSON.parse(file), {
    traceparent: `00-${traceId}-${callersSpan}-01`,
    tracestate: "vendor=opaque",
    "x-request-id": requestId,
  });
  spans = await eventually(async () => {
    const received = receiver.spans.filter((span) => span.traceId === traceId);
    const ids = new Set(received.map(({ spanId }) => spanId));
    const isWhole = received.some(({ parentId }) => parentId === callersSpan);
    const isComplete = received.every(({ parentId }) => parentId === callersSpan || ids.has(parentId));
    return isWhole && isComplete ? received : undefined;
  }, "the trace of the resolve is complete");
});

const named = (name: string) => spans.filter((span) => span.name === name);
const oneOf = (kind: ReceivedSpan["kind"], name: string) => {
  const [found] = named(name).filter((span) => span.kind === kind);
  if (found === undefined) throw new Error(`There is no ${kind} span ${name}.`);
  return found;
};

test("a resolve in full continues the trace of its caller, in one trace", () => {
  expect(answer).toMatchObject({ status: 200, body: { verdict: "allowed" } });
  expect(spans.filter(({ parentId }) => parentId === callersSpan)).toMatchObject([
    {
      service: "stagepass-resolver",
      name: "POST /v1/resolve",
      kind: "server",
      traceState: "vendor=opaque",
      failed: false,
      attributes: {
        "http.request.method": "POST",
        "http.route": "/v1/resolve",
        "http.response.status_code": 200,
        "stagepass.request.id": requestId,
      },
    },
  ]);
  expect(new Set(spans.map(({ traceState }) => traceState))).toEqual(new Set(["vendor=opaque"]));
});

test.each([
  { subject: "profiles.v1.plan-for", by: "resolver", in: "POST /v1/resolve", to: "profiles" },
  { subject: "safeguards.v1.evaluate", by: "resolver", in: "POST /v1/resolve", to: "safeguards" },
  { subject: "profiles.v1.open", by: "resolver", in: "POST /v1/resolve", to: "profiles" },
  { subject: "credentials.v1.issue", by: "resolver", in: "POST /v1/resolve", to: "credentials" },
  { subject: "credentials.v1.read-secrets", by: "profiles", in: "profiles.v1.open", to: "credentials" },
])("the trace has $subject at both of its ends, each with its parent", ({ subject, by, in: asker, to }) => {
  const asked = oneOf("client", subject);
  const answered = oneOf("server", subject);
  expect(asked).toMatchObject({ service: `stagepass-${by}`, parentId: oneOf("server", asker).spanId });
  expect(answered).toMatchObject({ service: `stagepass-${to}`, parentId: asked.spanId });
});

test.each([
  { summary: "insert deployments insert outbox", in: "POST /v1/resolve" },
  { summary: "update deployments insert outbox", in: "POST /v1/resolve" },
  { summary: "insert issuances insert outbox", in: "credentials.v1.issue" },
  { summary: "insert issuances insert outbox", in: "credentials.v1.read-secrets" },
])("the statement $summary is a part of $in, or linked to it where it serves others as well", (statement) => {
  const asker = oneOf("server", statement.in);
  const serving = named(statement.summary).filter(
    ({ parentId, links }) => parentId === asker.spanId || links.includes(asker.spanId),
  );
  expect(serving).toMatchObject([
    { kind: "client", service: asker.service, attributes: { "db.system.name": "postgresql" } },
  ]);
});

test.each([
  { call: "STS/AssumeRole", in: "credentials.v1.issue" },
  { call: "STS/AssumeRole", in: "credentials.v1.read-secrets" },
  { call: "SecretsManager/GetSecretValue", in: "credentials.v1.read-secrets" },
])("the trace has the call $call of $in", (expected) => {
  const asker = oneOf("server", expected.in);
  const calls = named(expected.call).filter(({ parentId }) => parentId === asker.spanId);
  expect(calls).toMatchObject([
    {
      service: "stagepass-credentials",
      kind: "client",
      attributes: {
        "rpc.system.name": "aws-api",
        "cloud.region": expect.stringMatching(/^[a-z-]+\d$/),
        "http.response.status_code": 200,
      },
    },
  ]);
});

test("no span has a value: none of the parameters, of the credentials, of the keys, nor the external ID", async () => {
  const { credentials, parameters } = answer.body;
  const admin = stack.as(stack.facts.adminKey);
  const role = await admin("GET", "/v1/orgs/acmecorp/profiles/prod/access-role");
  const values: string[] = [
    ...[credentials.accessKeyId, credentials.secretAccessKey, credentials.sessionToken],
    ...parameters.map(({ value }: { value: string }) => value).filter((value: string) => value.length > 6),
    ...[stack.facts.deployKey, role.body.externalId],
  ];
  expect(values).toHaveLength(7);
  const sent = Buffer.concat(receiver.bodies).toString("latin1");
  expect(sent).toContain("credentials.v1.issue");
  expect(values.filter((value) => [...formsOf(value)].some((form) => sent.includes(form)))).toEqual([]);
});

test("a problem is named by its code in the trace", async () => {
  const url = new URL("/v1/orgs/acmecorp/profiles/none", stack.facts.url);
  expect((await stack.as(stack.facts.adminKey)("GET", url.pathname)).status).toBe(404);
  const found = await eventually(
    async () => receiver.spans.find(({ attributes }) => attributes["http.response.status_code"] === 404),
    "the span of the answer 404",
  );
  expect(found).toMatchObject({ failed: false, attributes: { "stagepass.problem.code": "not-found" } });
});

test("the lines of the log name their trace and span", async () => {
  const lines = await eventually(async () => {
    const log = await readFile(join(stack.dataDir, "stagepass.log"), "utf8");
    const found = log.split("\n").filter((line) => line.includes(requestId));
    return found.length > 0 ? found : undefined;
  }, "the log tells of the resolve");
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ trace_id: traceId, span_id: oneOf("server", "POST /v1/resolve").spanId }),
  );
});

test("an event names the trace of its change", async () => {
  const events = await followEvents(stack.facts.natsUrl);
  onTestFinished(() => events.stop());
  const stored = await events.waitFor(
    ({ event }) => event.type === "resolver.v1.deployment.resolved",
    "the deployment",
  );
  const traceparent = `00-${traceId}-${oneOf("server", "POST /v1/resolve").spanId}-01`;
  expect(stored).toMatchObject({ traceparent, event: { traceparent } });
});

test("histograms have traces as exemplars in the OpenMetrics format, and none in the text format", async () => {
  const metrics = async (accept: string) => {
    const response = await fetch(new URL("/metrics", stack.facts.url), { headers: { accept } });
    return { type: response.headers.get("content-type"), text: await response.text() };
  };
  const open = await metrics("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
  expect(open.type).toMatch(/^application\/openmetrics-text/);
  expect(open.text).toMatch(
    new RegExp(`^stagepass_http_.*route="/v1/resolve".* # {trace_id="${traceId}"}`, "m"),
  );
  expect(open.text).toMatch(new RegExp(`^stagepass_aws_.*"AssumeRole".* # {trace_id="${traceId}"}`, "m"));
  expect(open.text).toMatch(/^# TYPE stagepass_events_published counter\nstagepass_events_published_total{/m);
  const plain = await metrics("*/*");
  expect(plain.type).toMatch(/^text\/plain/);
  expect(plain.text).not.toContain("trace_id");
  expect(plain.text).toMatch(
    /^# TYPE stagepass_events_published_total counter\nstagepass_events_published_total{/m,
  );
});

/** Prints the modules of OpenTelemetry that a process has loaded when it exits, but for the interface that prom-client loads. */
const printModules = `import { createRequire } from "node:module";
process.on("exit", () => {
  const loaded = Object.keys(createRequire("file:///").cache).map((file) => /@opentelemetry\\/([^/]+)/.exec(file)?.[1]);
  process.stderr.write("loaded: " + [...new Set(loaded)].filter((name) => name && name !== "api").join(" "));
});`;

/** Runs another process of the safeguards service beside the stack, and stops it. */
async function runSafeguards(env: Record<string, string>) {
  const { natsPasswords } = await openSecrets(stack.dataDir);
  const { child, url } = await startService("safeguards", {
    SAFEGUARDS_NATS_URL: withUser(stack.facts.natsUrl, "safeguards", natsPasswords.safeguards),
    HTTP_PORT: "0",
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(printModules)}`,
    ...env,
  });
  let printed = "";
  child.stderr?.on("data", (chunk) => {
    printed += chunk;
  });
  const { status } = await fetch(new URL("/v1/safeguards", url), {
    headers: { authorization: `Bearer ${stack.facts.adminKey}` },
  });
  const stoppedAt = performance.now();
  child.kill("SIGTERM");
  await once(child, "close");
  return { status, printed, stopMs: performance.now() - stoppedAt };
}

test("without an endpoint nothing of OpenTelemetry's SDK is loaded", async () => {
  expect(await runSafeguards({})).toMatchObject({ status: 200, printed: "loaded: " });
  const on = await runSafeguards({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  expect(on.printed).toContain("sdk-trace");
});

test("a collector that does not answer delays no request, and a stop by few seconds", async () => {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const { port } = silent.address() as AddressInfo; // it listens on a port
  const { status, stopMs } = await runSafeguards({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    OTEL_BSP_SCHEDULE_DELAY: "1",
  });
  expect(status).toBe(200);
  await expectWithin(8_000, stopMs, "a stop while the collector hangs");
});
