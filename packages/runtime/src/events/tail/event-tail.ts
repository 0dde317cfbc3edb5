import { setTimeout as wait } from "node:timers/promises";
import { Problem } from "@stagepass/contracts";
import type { ServerSent } from "../../http/streams/server-sent.ts";
import { outsideOfRequests } from "../../process/context.ts";
import type { Log } from "../../process/log.ts";
import { Signal } from "../../process/signal.ts";
import { EventRing } from "./event-ring.ts";
import { type Followed, followRing } from "./follow-ring.ts";
import type { StoredEvents } from "./stored-events.ts";

/** What a service follows events with, for those who call it. */
export interface FollowEvents {
  /**
   * The events of an organization from now on, until `ended` is aborted; with the id of an event, also all after that one.
   * Where some may be missing, a `reset` comes in their place. Throws `unavailable` at the first one if NATS is away.
   */
  follow(org: string, lastEventId: string | undefined, ended: AbortSignal): AsyncIterable<ServerSent>;
}

interface TailOptions {
  readonly stored: StoredEvents;
  readonly log: Log;
  /** How often the stream is looked at while somebody follows it, in milliseconds. */
  readonly everyMs?: number;
  /** How long the tail goes on after the last one has left, since browsers soon come back. */
  readonly lingerMs?: number;
  readonly heartbeatMs?: number;
}

/** How soon it tries again after NATS did not answer, in milliseconds. */
const againMs = 1_000;
/** The most events that are read at once. */
const readAtOnce = 100;
/** Who has missed more than this reads everything anew, which costs less. */
const maxBehind = 5_000;
const ringLimits = { maxEvents: 5_000, maxLength: 8 * 1024 * 1024 };

/**
 * Reads the event stream once for all in this process who follow it, for as long as there are any. It looks whether there
 * is more, and reads that by number: a consumer for each process would need permission to use those of others as well.
 */
export class EventTail implements FollowEvents {
  readonly #options: Required<TailOptions>;
  readonly #followers = new Set<Signal>();
  readonly #stopping = new AbortController();
  readonly #followed: Followed;
  #begun: Promise<void> | undefined;
  #ended: Promise<void> = Promise.resolve();
  #ring: EventRing | undefined;
  #first = 0;
  #leftAt = 0;

  constructor(options: TailOptions) {
    this.#options = { everyMs: 200, lingerMs: 30_000, heartbeatMs: 15_000, ...options };
    const { stored, heartbeatMs } = this.#options;
    this.#followed = {
      current: () => this.#ring,
      first: () => this.#first,
      readMissed: async (after, { from }) => {
        const upTo = Math.min(after + readAtOnce, from);
        return { events: await stored.read(after, upTo), upTo };
      },
      maxBehind,
      heartbeatMs,
      againMs,
    };
  }

  async *follow(
    org: string,
    lastEventId: string | undefined,
    ended: AbortSignal,
  ): AsyncGenerator<ServerSent, void> {
    const woken = new Signal();
    const wake = () => woken.raise();
    this.#followers.add(woken);
    ended.addEventListener("abort", wake);
    try {
      this.#begun ??= outsideOfRequests(() => this.#begin());
      await this.#begun;
      yield* followRing(this.#followed, { org, lastEventId, ended, woken });
    } finally {
      ended.removeEventListener("abort", wake);
      this.#followers.delete(woken);
      this.#leftAt = performance.now();
    }
  }

  /** Stops reading. Those who follow have been told before that it ends. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
  }

  async #begin(): Promise<void> {
    try {
      await this.#advance();
    } catch (cause) {
      this.#begun = undefined;
      throw new Problem("unavailable", "Events cannot be followed at present. Try again shortly.", { cause });
    }
    this.#ended = this.#goOn();
  }

  async #goOn(): Promise<void> {
    const { signal } = this.#stopping;
    const { everyMs, log } = this.#options;
    let isAway = false;
    while (!signal.aborted && this.#isNeeded()) {
      await wait(isAway ? againMs : everyMs, undefined, { signal }).catch(() => {});
      try {
        if (!signal.aborted) await this.#advance();
        isAway = false;
      } catch (error) {
        if (!isAway && !signal.aborted)
          log.warn({ err: error }, "the event stream cannot be read, and is tried again");
        isAway = true;
      }
    }
    this.#begun = undefined;
    this.#ring = undefined;
  }

  #isNeeded(): boolean {
    return this.#followers.size > 0 || performance.now() - this.#leftAt < this.#options.lingerMs;
  }

  /** Reads what the stream has more. Throws what NATS throws. */
  async #advance(): Promise<void> {
    const { stored } = this.#options;
    const { stream, first, last } = await stored.look();
    this.#first = first;
    const ring = this.#ring;
    const goesOn = ring?.stream === stream && ring.last <= last && last - ring.last <= maxBehind;
    if (!goesOn) {
      this.#ring = new EventRing(stream, last, ringLimits);
      this.#wakeAll();
      return;
    }
    while (ring.last < last) {
      const upTo = Math.min(ring.last + readAtOnce, last);
      ring.push(await stored.read(ring.last, upTo), upTo);
      this.#wakeAll();
    }
  }

  #wakeAll(): void {
    for (const follower of this.#followers) follower.raise();
  }
}
