import type { ServiceId } from "@stagepass/contracts";
import { z } from "zod";
import type { ReplicaAnswer } from "./replicas.ts";

/** The answer of a service's own `/readyz`. */
const Readiness = z.object({
  status: z.string(),
  services: z.record(z.string(), z.record(z.string(), z.string())),
});

/** The readiness of all services: their dependencies, as one process with all services would answer, and their replicas. */
export interface StackReadiness {
  readonly status: "ready" | "not ready";
  readonly services: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * The stack is ready if every service has a replica that is ready. A dependency is `ok` if it answers all replicas of the
 * service, so that one replica without its database is visible although the others are ready.
 */
export function stackReadiness(answers: ReadonlyMap<ServiceId, readonly ReplicaAnswer[]>): StackReadiness {
  let ready = true;
  const services: Record<string, Record<string, string>> = {};
  for (const [service, replicas] of answers) {
    const parsed = replicas.map(({ text }) => parseReadiness(text));
    const serving = parsed.filter((readiness) => readiness?.status === "ready").length;
    if (serving === 0) ready = false;
    const dependencies: Record<string, string> = {};
    for (const readiness of parsed) {
      for (const [dependency, state] of Object.entries(readiness?.services[service] ?? {})) {
        if (dependencies[dependency] === undefined || state !== "ok") dependencies[dependency] = state;
      }
    }
    services[service] = { ...dependencies, replicas: `${serving} of ${replicas.length}` };
  }
  return { status: ready ? "ready" : "not ready", services };
}

function parseReadiness(text: string | undefined): z.output<typeof Readiness> | undefined {
  try {
    return Readiness.safeParse(JSON.parse(text ?? "")).data;
  } catch {
    return undefined;
  }
}
