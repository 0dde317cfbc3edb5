import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace";
import type { TracingConfig } from "./tracing-config.ts";

const parentBased = "parentbased_";

/** Decides which traces are exported. By default, those that the caller has chosen, and all that begin here. */
export function samplerOf(config: TracingConfig): Sampler {
  const { OTEL_TRACES_SAMPLER: name = "parentbased_always_on", OTEL_TRACES_SAMPLER_ARG: share } = config;
  if (!name.startsWith(parentBased)) return rootSampler(name, share);
  return new ParentBasedSampler({ root: rootSampler(name.slice(parentBased.length), share) });
}

function rootSampler(name: string, share = 1): Sampler {
  if (name === "always_off") return new AlwaysOffSampler();
  return name === "traceidratio" ? new TraceIdRatioBasedSampler(share) : new AlwaysOnSampler();
}
