import type { FastifyInstance } from "fastify";

/** A dependency of a service, with a function that finds out whether it answers. */
export interface Check {
  readonly service: string;
  readonly dependency: "database" | "bus";
  probe(): Promise<unknown>;
}

const probeTimeoutMs = 2_000;

/** Adds `/healthz`, which says that the process is alive, and `/readyz`, which says whether its dependencies answer. */
export function mountHealth(app: FastifyInstance, checks: readonly Check[], isDraining: () => boolean): void {
  app.get("/healthz", async () => ({ status: "alive" }));
  app.get("/readyz", async (_request, reply) => {
    const results = await Promise.all(checks.map(async (check) => ({ check, ok: await answers(check) })));
    const ready = !isDraining() && results.every(({ ok }) => ok);
    const services: Record<string, Record<string, string>> = {};
    for (const { check, ok } of results) {
      services[check.service] = { ...services[check.service], [check.dependency]: ok ? "ok" : "unavailable" };
    }
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? "ready" : isDraining() ? "draining" : "not ready", services });
  });
}

async function answers(check: Check): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, probeTimeoutMs, false);
  });
  const answer = check.probe().then(
    () => true,
    () => false,
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
