import { expect, test } from "vitest";
import { isTracingOn, TracingConfig } from "./tracing-config.ts";

const isOn = (env: Record<string, string>) => isTracingOn(TracingConfig.parse(env));
const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };

test("traces are recorded when an endpoint is configured, for all signals or for traces alone", () => {
  expect(isOn(endpoint)).toBe(true);
  expect(isOn({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://collector/v1/traces" })).toBe(true);
});

test.each([
  {},
  { OTEL_EXPORTER_OTLP_ENDPOINT: "", OTEL_TRACES_SAMPLER: "", OTEL_TRACES_SAMPLER_ARG: "" },
  { OTEL_TRACES_SAMPLER: "always_on", OTEL_SERVICE_NAME: "deploys" },
  { ...endpoint, OTEL_SDK_DISABLED: "true" },
  { ...endpoint, OTEL_TRACES_EXPORTER: "none" },
])("no traces are recorded with %j", (env) => {
  expect(isOn(env)).toBe(false);
});

test.each([
  { OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" },
  { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
  { OTEL_TRACES_SAMPLER: "sometimes" },
  { OTEL_TRACES_SAMPLER_ARG: "2" },
  { OTEL_TRACES_EXPORTER: "zipkin" },
])("what cannot be done as configured is refused: %j", (env) => {
  const { error } = TracingConfig.safeParse(env);
  expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(env)]);
});
