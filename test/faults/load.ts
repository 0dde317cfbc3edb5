import { setTimeout as wait } from "node:timers/promises";
import type { ServiceId } from "@stagepass/contracts";
import { type Answer, apiAt } from "../support/stack/api.ts";
import { extent } from "./extent.ts";
import type { History } from "./history.ts";
import type { Target } from "./target.ts";

const writers = 8;
const resolvers = 2;
/** How long a client waits after a failure before it goes on, in milliseconds. */
const retryMs = 100;
/**
 * How long a client waits for a response. It is long because a request whose client gave up still runs: repeated
 * requests would only keep a busy machine busier.
 */
const answerMs = 10_000;

/** Clients that change profiles and resolve deploys again and again, and record the responses. */
export class Load {
  readonly #target: Target;
  readonly #working: Promise<unknown>;
  readonly #stopping = new AbortController();

  constructor(target: Target) {
    this.#target = target;
    this.#working = Promise.all([
      ...Array.from({ length: writers }, () => this.#repeat("writes", () => this.#write())),
      ...Array.from({ length: resolvers }, () => this.#repeat("resolves", () => this.#resolve())),
    ]);
  }

  /** Waits until this many further changes were acknowledged, or `extent.times` as many. */
  async acknowledges(atLeast: number): Promise<void> {
    const { history } = this.#target;
    const count = atLeast * extent.times;
    const wanted = history.writes.length + count;
    const limitMs = 300_000 + count * 200;
    await history.until(() => history.writes.length >= wanted, `${count} further writes`, limitMs);
  }

  /** Waits until this many further deploys were resolved, or `extent.times` as many. */
  async resolves(atLeast: number): Promise<void> {
    const { history } = this.#target;
    const count = atLeast * extent.times;
    const wanted = history.resolved.length + count;
    await history.until(() => history.resolved.length >= wanted, `${count} further deploys are resolved`);
  }

  /** Waits until a client gets an error or no response. */
  async fails(of: keyof History["refused"]): Promise<void> {
    const { history } = this.#target;
    const count = () => history.refused[of] + history.unanswered[of];
    const before = count();
    await history.until(() => count() > before, `${of} fail`);
  }

  /** Stops sending requests, and waits for no response. Requests that were sent may still be performed. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#working;
  }

  async #repeat(of: keyof History["refused"], work: () => Promise<boolean>): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const isDone = await work().catch(() => undefined);
      if (signal.aborted) return;
      if (!isDone) this.#target.history.failed(of, isDone === undefined ? "unanswered" : "refused");
      await wait(isDone ? extent.pauseMs : retryMs);
    }
  }

  async #write(): Promise<boolean> {
    const { history, random, profiles } = this.#target;
    const profile = random.pick(profiles);
    const description = `change ${nextChange()}`;
    const { status, body } = await this.#call("profiles", "PATCH", `/v1/orgs/acmecorp/profiles/${profile}`, {
      description,
    });
    if (status !== 200) return false;
    history.acknowledged({ profile, version: body.version, description });
    return true;
  }

  async #resolve(): Promise<boolean> {
    const { history, random, stages } = this.#target;
    const instance = { app: "shop", stage: random.pick(stages), service: "checkout", region: "eu-central-1" };
    const { status, body } = await this.#call("resolver", "POST", "/v1/resolve", {
      org: "acmecorp",
      ...instance,
    });
    if (status !== 200) {
      if ("credentials" in body || "parameters" in body) history.leaks.push(JSON.stringify(body));
      return false;
    }
    const { deploymentId, verdict, credentials } = body;
    history.answered({ deploymentId, verdict, hasCredentials: Boolean(credentials) });
    return true;
  }

  /**
   * Calls a replica of a service, chosen as a load balancer would. Throws when no response comes in time or before the
   * end of the load.
   */
  async #call(name: ServiceId, method: string, path: string, body: object): Promise<Answer> {
    const { system, random, adminKey } = this.#target;
    const { url } = random.pick(system.replicasOf(name));
    const answered = new AbortController();
    const signal = AbortSignal.any([answered.signal, this.#stopping.signal]);
    const late = wait(answerMs, undefined, { signal }).then(() => {
      throw new Error(`${name} did not answer`);
    });
    try {
      return await Promise.race([apiAt(url, adminKey)(method, path, body), late]);
    } finally {
      answered.abort();
    }
  }
}

let changes = 0;

function nextChange(): number {
  changes += 1;
  return changes;
}
