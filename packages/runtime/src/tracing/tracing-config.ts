import { z } from "zod";

/** The standard says that an empty variable is one that is not set. */
const unset = z.literal("").transform(() => undefined);
const url = z.url({ protocol: /^https?$/, error: "must be an http(s) URL, such as http://collector:4318" });
const protocol = z
  .literal("http/protobuf", { error: "must be http/protobuf: traces are sent in no other way" })
  .optional();

const samplers = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

/**
 * The variables that every program with OpenTelemetry reads. The libraries read the rest of `OTEL_EXPORTER_OTLP_*`,
 * `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` from the environment of the process:
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export const TracingConfig = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: unset.or(url).optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: unset.or(url).optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: unset.or(protocol),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: unset.or(protocol),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_EXPORTER: unset.or(z.enum(["otlp", "none"])).optional(),
  OTEL_TRACES_SAMPLER: unset.or(z.enum(samplers)).optional(),
  /** The share of traces that the samplers with `traceidratio` choose. */
  OTEL_TRACES_SAMPLER_ARG: unset
    .or(z.coerce.number({ error: "must be a share from 0 to 1" }).min(0).max(1))
    .optional(),
  /** How many milliseconds spans wait to be sent together. */
  OTEL_BSP_SCHEDULE_DELAY: unset.or(z.coerce.number().int().min(0)).optional(),
});
export type TracingConfig = z.infer<typeof TracingConfig>;

/** Whether there is somewhere to send traces to. */
export function isTracingOn(config: TracingConfig): boolean {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: all, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces } = config;
  const isOff = config.OTEL_SDK_DISABLED?.toLowerCase() === "true" || config.OTEL_TRACES_EXPORTER === "none";
  return (all ?? traces) !== undefined && !isOff;
}
