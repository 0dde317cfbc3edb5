import { ROOT_CONTEXT, SpanKind, TraceFlags, trace } from "@opentelemetry/api";
import { SamplingDecision } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { samplerOf } from "./sampler.ts";
import type { TracingConfig } from "./tracing-config.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";

function isChosen(config: TracingConfig, flags?: TraceFlags): boolean {
  const parent = { traceId, spanId: "00f067aa0ba902b7", traceFlags: flags ?? TraceFlags.NONE };
  const context = flags === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
  const { decision } = samplerOf(config).shouldSample(context, traceId, "name", SpanKind.SERVER, {}, []);
  return decision === SamplingDecision.RECORD_AND_SAMPLED;
}

test("by default, every trace that begins here is exported, and of others those that their caller exports", () => {
  expect(isChosen({})).toBe(true);
  expect(isChosen({}, TraceFlags.SAMPLED)).toBe(true);
  expect(isChosen({}, TraceFlags.NONE)).toBe(false);
});

test.each([
  { name: "always_on", begun: true, unchosen: true },
  { name: "always_off", begun: false, unchosen: false },
  { name: "traceidratio", share: 0, begun: false, unchosen: false },
  { name: "traceidratio", share: 1, begun: true, unchosen: true },
  { name: "parentbased_always_off", begun: false, unchosen: false },
  { name: "parentbased_traceidratio", share: 0, begun: false, unchosen: false },
  { name: "parentbased_traceidratio", begun: true, unchosen: false },
] as const)("the sampler $name with the share $share chooses as the standard says", (sampler) => {
  const share = "share" in sampler ? sampler.share : undefined;
  const config = { OTEL_TRACES_SAMPLER: sampler.name, OTEL_TRACES_SAMPLER_ARG: share };
  expect(isChosen(config)).toBe(sampler.begun);
  expect(isChosen(config, TraceFlags.NONE)).toBe(sampler.unchosen);
});
