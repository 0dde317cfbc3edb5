import { ServiceId, violationsOf } from "@stagepass/contracts";
import {
  ConfigError,
  createHttpServer,
  createLog,
  createMetrics,
  type Environment,
  mountApiDocs,
  mountProblemPages,
  mountSite,
  version,
} from "@stagepass/runtime";
import { z } from "zod";
import { servicePort } from "../route-pattern.ts";
import { mergeMetrics } from "./merge-metrics.ts";
import { stackReadiness } from "./readiness.ts";
import { askReplicas, type FindReplicas } from "./replicas.ts";

const Config = z.object({
  HTTP_HOST: z.string().default("127.0.0.1"),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(servicePort),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  HTTP_SITE: z.string().min(1).optional(),
});

/**
 * Starts the overview: it answers `/readyz`, `/metrics`, `/openapi.json`, `/docs` and `/problems` for all services behind
 * the edge. With `HTTP_SITE`, the folder of the dashboard's pages, a browser gets the dashboard at any other path; what remains
 * is answered with 404. It needs no secret, and only reaches the HTTP ports of the services. Returns a
 * function that stops it. Throws `ConfigError`.
 */
export async function startOverview(find: FindReplicas, env: Environment): Promise<() => Promise<void>> {
  const { data: config, error } = Config.safeParse(env);
  if (error !== undefined)
    throw new ConfigError(violationsOf(error).map(({ path, message }) => `${path.slice(2)} ${message}`));
  const log = createLog({ level: config.LOG_LEVEL });
  const app = createHttpServer({ log, metrics: createMetrics() });
  const ask = async (service: ServiceId, path: string) => askReplicas(await find(service), path);

  mountApiDocs(app, ServiceId.options, version);
  mountProblemPages(app);
  if (config.HTTP_SITE !== undefined) mountSite(app, config.HTTP_SITE);
  app.get("/healthz", async () => ({ status: "alive" }));
  app.get("/readyz", async (_request, reply) => {
    const answers = await Promise.all(
      ServiceId.options.map(async (service) => [service, await ask(service, "/readyz")] as const),
    );
    const readiness = stackReadiness(new Map(answers));
    return reply.code(readiness.status === "ready" ? 200 : 503).send(readiness);
  });
  app.get("/metrics", async (_request, reply) => {
    const answers = await Promise.all(ServiceId.options.map((service) => ask(service, "/metrics")));
    return reply.type("text/plain; version=0.0.4; charset=utf-8").send(mergeMetrics(answers.flat()));
  });

  const url = await app.listen({ host: config.HTTP_HOST, port: config.HTTP_PORT });
  log.info({ url, version }, "started");
  return async () => {
    await app.close();
  };
}
