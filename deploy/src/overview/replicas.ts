import { lookup } from "node:dns/promises";
import type { ServiceId } from "@stagepass/contracts";
import { servicePort } from "../route-pattern.ts";

/** One of the containers that run a service. */
export interface Replica {
  /** Unique among all replicas of all services. */
  readonly name: string;
  readonly url: string;
}

/** The replicas of a service that run now. */
export type FindReplicas = (service: ServiceId) => Promise<readonly Replica[]>;

/** What a replica answered, or `text: undefined` when it did not. */
export interface ReplicaAnswer {
  readonly replica: string;
  readonly text: string | undefined;
}

/** Longer than a service itself waits for its dependencies before it says that it is not ready. */
const answerTimeoutMs = 3_000;

/** Replicas by the compose network's DNS, which knows every container that runs under the service's name. */
export async function findReplicas(service: ServiceId): Promise<readonly Replica[]> {
  const addresses = await lookup(service, { all: true, family: 4 }).catch(() => []);
  return addresses
    .map(({ address }) => ({ name: `${service}@${address}`, url: `http://${address}:${servicePort}` }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Asks every one of the replicas at once, whatever status it answers with. */
export async function askReplicas(replicas: readonly Replica[], path: string): Promise<ReplicaAnswer[]> {
  return Promise.all(
    replicas.map(async ({ name, url }) => ({ replica: name, text: await ask(new URL(path, url)) })),
  );
}

async function ask(url: URL): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs) });
    return await answer.text();
  } catch {
    return undefined;
  }
}
