import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { connectSubscriber } from "@stagepass/runtime";
import { subscribe } from "@stagepass/subscriber";
import { callApi } from "../call-api.ts";
import type { Shot } from "../load/order.ts";
import type { SystemApart } from "../systems/services-apart.ts";

/** How often a chore was done, and how often it failed. */
export type ChoreCounts = Record<string, { done: number; failed: number }>;

/** What people, existing clients and subscribers do beside the pipelines, each again and again. */
export interface Chores {
  readonly counts: ChoreCounts;
  /** Ends them, and waits for those that are under way. */
  stop(): Promise<void>;
}

/** Begins all chores. One that fails is counted, and tried again. */
export function beginChores(system: SystemApart, largeTemplate: Shot): Chores {
  const ending = new AbortController();
  const { signal } = ending;
  const counts: ChoreCounts = {};
  const repeat = async (name: string, everyMs: number, work: () => Promise<unknown>) => {
    const count = { done: 0, failed: 0 };
    counts[name] = count;
    while (!signal.aborted) {
      await work().then(
        () => count.done++,
        () => count.failed++,
      );
      await wait(everyMs, undefined, { signal }).catch(() => {});
    }
  };
  const chores = choresOf(system, largeTemplate);
  const underWay = Object.entries(chores).map(([name, [everyMs, work]]) => repeat(name, everyMs, work));
  return {
    counts,
    stop: async () => {
      ending.abort();
      await Promise.all(underWay);
    },
  };
}

type Chore = readonly [everyMs: number, work: () => Promise<unknown>];

function choresOf(system: SystemApart, largeTemplate: Shot): Record<string, Chore> {
  const { org, adminKey, profilesUrl, resolverUrl, legacyUrl } = system;
  const ask = (url: string, method: string, path: string, body?: object) =>
    callApi(url, adminKey, `${method} /v1/orgs/${org}${path}`, body);
  return {
    "change a profile": [
      250,
      () => ask(profilesUrl, "PATCH", "/profiles/soak-blocked", { description: randomUUID() }),
    ],
    "create, use and revoke a key": [1_000, () => useNewKey(system)],
    "list deployments": [500, () => ask(resolverUrl, "GET", "/deployments?limit=50")],
    "list profiles": [500, () => ask(profilesUrl, "GET", "/profiles?limit=50")],
    "report a deployment": [500, () => report(legacyUrl, system)],
    "resolve with a large template": [10_000, () => post(largeTemplate)],
    "follow events for a while": [2_000, () => followEvents(system.natsUrl)],
  };
}

async function useNewKey({ org, adminKey, profilesUrl, resolverUrl }: SystemApart): Promise<void> {
  const keys = `/v1/orgs/${org}/access-keys`;
  const deployer = { role: "deployer", name: "soak" };
  const { id, key = "" } = await callApi(profilesUrl, adminKey, `POST ${keys}`, deployer);
  const target = { org, app: "bench", stage: "bench-empty", service: "checkout", region: "eu-central-1" };
  await callApi(resolverUrl, key, "POST /v1/resolve", target);
  await callApi(profilesUrl, adminKey, `DELETE ${keys}/${id}`);
}

async function report(legacyUrl: string, { org, adminKey }: SystemApart): Promise<void> {
  const instance = `/core/tenants/${org}/applications/bench/services/checkout/stages/bench-empty/regions/eu-central-1`;
  await callApi(legacyUrl, adminKey, `POST ${instance}/deployments`, {
    ...{ versionFramework: "1.83.3", deploymentUid: randomUUID(), status: "success", archived: false },
    ...{ functions: {}, subscriptions: [], outputs: { url: "https://checkout.example.com" } },
  });
}

async function post({ url, headers = {}, body, expects }: Shot): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  const text = await answer.text();
  if (!text.includes(expects)) throw new Error(`${url} answered ${answer.status}.`);
}

const followedMs = 3_000;

/** Each time the same subscriber, which goes on where it was. */
async function followEvents(natsUrl: string): Promise<void> {
  const connection = await connectSubscriber(natsUrl);
  try {
    const subscription = await subscribe(connection, { durable: "soak", startAt: "new" }, () => {});
    await wait(followedMs);
    await subscription.stop();
  } finally {
    await connection.close();
  }
}
