import { type ServiceId, violationsOf } from "@stagepass/contracts";
import { z } from "zod";
import { TracingConfig } from "../tracing/tracing-config.ts";
import type { Service } from "./service.ts";

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

const ProcessConfig = z.object({
  /** With `localhost`, the server listens on each of its addresses: clients that call it by name use the first. */
  HTTP_HOST: z.string().default("127.0.0.1"),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  /** How many requests the process works on at the same time at most. Any more are rejected at once. */
  HTTP_MAX_CONCURRENT: z.coerce.number().int().min(1).max(10_000).default(200),
  /** How long an answer should take on average, without the time at AWS. While it takes longer, fewer are worked on. */
  HTTP_TARGET_MS: z.coerce.number().int().min(1).max(60_000).default(100),
  /** The folder with the built pages of the dashboard. Left out where something else serves them, or nothing does. */
  HTTP_SITE: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  /** The file for the log. Left out for standard output. */
  LOG_FILE: z.string().min(1).optional(),
});
export type ProcessConfig = z.infer<typeof ProcessConfig>;

/** The configuration of a service. */
export interface ServiceConfig {
  readonly natsUrl: string;
  readonly databaseUrl: string | undefined;
  /** What the schema of the service parsed from its own variables. */
  readonly own: Readonly<Record<string, unknown>>;
}

/** Thrown for an invalid configuration, with all violations at once. */
export class ConfigError extends Error {
  /** EX_CONFIG in sysexits.h. */
  readonly exitCode = 78;
  readonly violations: readonly string[];

  constructor(violations: readonly string[]) {
    super(`The configuration is not valid:\n${violations.map((violation) => `  ${violation}`).join("\n")}`);
    this.name = "ConfigError";
    this.violations = violations;
  }
}

/** Reads the configuration of a process and of each service in it. Throws `ConfigError`. */
export function readConfig(services: readonly Service[], env: Environment) {
  const violations: string[] = [];
  const read = <T extends z.ZodType>(schema: T): z.output<T> | undefined => {
    const result = schema.safeParse(env);
    if (!result.success)
      violations.push(
        ...violationsOf(result.error).map(({ path, message }) => `${path.slice(2)} ${message}`),
      );
    return result.data;
  };
  const processConfig = read(ProcessConfig);
  const tracing = read(TracingConfig);
  const configs = new Map<ServiceId, ServiceConfig>();
  for (const service of services) {
    const links = read(linksOf(service));
    const own = read(service.env);
    if (links === undefined || own === undefined) continue;
    const prefix = service.name.toUpperCase();
    configs.set(service.name, {
      natsUrl: links[`${prefix}_NATS_URL`] ?? "",
      databaseUrl: links[`${prefix}_DATABASE_URL`],
      own: Object.freeze(own),
    });
  }
  if (processConfig === undefined || tracing === undefined || violations.length > 0)
    throw new ConfigError(violations);
  return { process: Object.freeze(processConfig), tracing: Object.freeze(tracing), services: configs };
}

/** The URLs of a service: each has its own NATS user, and its own database role if it stores something. */
function linksOf({ name, migrations }: Service) {
  const prefix = name.toUpperCase();
  const url = (protocol: RegExp, example: string) =>
    z.url({
      protocol,
      error: (issue) =>
        issue.input === undefined ? `is required, such as ${example}` : `must be a URL such as ${example}`,
    });
  const links: Record<string, z.ZodType<string>> = {
    [`${prefix}_NATS_URL`]: url(/^(nats|tls)$/, `nats://${name}:password@nats:4222`),
  };
  if (migrations !== undefined) {
    links[`${prefix}_DATABASE_URL`] = url(
      /^postgres(ql)?$/,
      `postgres://${name}:password@postgres:5432/stagepass`,
    );
  }
  return z.object(links);
}
