import { lookup } from "node:dns/promises";
import type { ServiceId } from "@stagepass/contracts";
import { servicePort } from "../route-pattern.ts";

/** A container that runs a service. */
export interface Replica {
  /** The name of the replica, which no other replica of any service has. */
  readonly name: string;
  readonly url: string;
}

/** Finds the replicas of a service that are running. */
export type FindReplicas = (service: ServiceId) => Promise<readonly Replica[]>;

/** The text that a replica answered. Undefined if it did not answer. */
export interface ReplicaAnswer {
  readonly replica: string;
  readonly text: string | undefined;
}

/** Longer than a service waits for its dependencies before it answers that it is not ready. */
const answerTimeoutMs = 3_000;

/** Finds replicas with the DNS of the compose network, which knows all running containers of a service. */
export async function findReplicas(service: ServiceId): Promise<readonly Replica[]> {
  const addresses = await lookup(service, { all: true, family: 4 }).catch(() => []);
  return addresses
    .map(({ address }) => ({ name: `${service}@${address}`, url: `http://${address}:${servicePort}` }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Sends a GET request to all replicas at once. An answer counts whatever its status is. */
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
