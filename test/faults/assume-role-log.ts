import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { apiAt } from "../support/stack/api.ts";

/** A session that was requested from AWS. */
export interface AssumeRoleCall {
  /** The source identity, which every session must have. */
  readonly deploymentId: string | undefined;
  readonly sessionName: string | undefined;
  readonly at: Date;
}

const Calls = z.object({
  calls: z.array(
    z.object({
      requestId: z.string(),
      action: z.string(),
      time: z.coerce.date(),
      sourceIdentity: z.string().optional(),
      roleSessionName: z.string().optional(),
    }),
  ),
});

/** How many calls the stand-in remembers. The log is incomplete when more calls come between two reads. */
const remembered = 1_000;
const readEveryMs = 1_000;

/** Collects every AssumeRole call that the stand-in for AWS receives, however it ends. */
export class AssumeRoleLog {
  readonly #endpoint: string;
  readonly #calls = new Map<string, AssumeRoleCall>();
  readonly #stopping = new AbortController();
  readonly #reading: Promise<void>;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
    this.#reading = this.#keepReading();
  }

  /** Returns the calls until now. Throws when some of them were missed. */
  async read(): Promise<readonly AssumeRoleCall[]> {
    const { body } = await apiAt(this.#endpoint)("GET", "/_stand-in/calls");
    const { calls } = Calls.parse(body);
    const isComplete = calls.length < remembered || calls.some(({ requestId }) => this.#calls.has(requestId));
    if (!isComplete) throw new Error("The stand-in received more calls than it remembers.");
    for (const { requestId, action, time, sourceIdentity, roleSessionName } of calls) {
      if (action !== "AssumeRole") continue;
      this.#calls.set(requestId, { deploymentId: sourceIdentity, sessionName: roleSessionName, at: time });
    }
    return [...this.#calls.values()];
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#reading;
  }

  async #keepReading(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      // A gap is reported by the next read, whose calls do not overlap with the known ones.
      await this.read().catch(() => {});
      await wait(readEveryMs, undefined, { signal }).catch(() => {});
    }
  }
}
