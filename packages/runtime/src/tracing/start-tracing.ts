import type { Tracing, TracingOptions } from "./span.ts";
import { isTracingOn, type TracingConfig } from "./tracing-config.ts";

/**
 * Starts tracing if the configuration names an endpoint. Otherwise nothing of OpenTelemetry's SDK is loaded.
 */
export async function startTracing(
  config: TracingConfig,
  options: TracingOptions,
): Promise<Tracing | undefined> {
  if (!isTracingOn(config)) return undefined;
  const { openTelemetry } = await import("./open-telemetry.ts");
  return openTelemetry(config, options);
}
