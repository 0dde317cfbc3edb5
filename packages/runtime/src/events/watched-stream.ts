import { eventStream } from "@stagepass/contracts";
import type { JetStreamManager, NatsConnection } from "nats";
import type { ClientBase } from "pg";
import type { Log } from "../process/log.ts";
import { ensureEventStream, retentionMs } from "./event-stream.ts";
import { isAdopted, publishAgain } from "./outbox.ts";
import type { Acknowledgement } from "./stream-publisher.ts";

const lookEveryMs = 1_000;

/**
 * The event stream, as a relay watches it that publishes into it: is it still the one that has everything published
 * before? It is looked at when a second has passed, when the connection is another one, and after a failure. In between,
 * the numbers that it gives to events tell.
 */
export class WatchedStream {
  readonly #connection: NatsConnection;
  readonly #manager: JetStreamManager;
  readonly #log: Log;
  #isDoubted = true;
  #seenOver: string | undefined;
  #created: string | undefined;
  #lastSequence = 0;
  #lookedAt = 0;

  constructor(connection: NatsConnection, manager: JetStreamManager, log: Log) {
    this.#connection = connection;
    this.#manager = manager;
    this.#log = log;
  }

  /** Whether the stream has to be looked at before anything else is published. */
  get isDoubted(): boolean {
    return this.#isDoubted || this.#seenOver !== connectionId(this.#connection);
  }

  /** Has the stream looked at before anything else is published, after something that may have happened to it. */
  doubt(): void {
    this.#isDoubted = true;
  }

  /**
   * Looks at the stream when that is due. Creates it when it is missing. Has its events published again when it does not
   * have them: returns whether it does, in which case they come before everything else that waits.
   */
  async look(client: ClientBase): Promise<boolean> {
    if (!this.isDoubted && performance.now() - this.#lookedAt < lookEveryMs) return false;
    const seenOver = connectionId(this.#connection);
    const { created, state } = await ensureEventStream(this.#manager, this.#log);
    const isComplete = await this.#isComplete(client, created, state.last_seq);
    const again = isComplete ? 0 : await publishAgain(client, eventStream.name, created, retentionMs);
    if (again > 0) this.#log.warn({ events: again }, "the event stream is new: publishing its events again");
    this.#isDoubted = false;
    this.#seenOver = seenOver;
    this.#created = created;
    this.#lastSequence = state.last_seq;
    this.#lookedAt = performance.now();
    return again > 0;
  }

  /** Notes the number that the stream gave to an event. One that an earlier event had is from another stream. */
  observe({ seq, duplicate }: Acknowledgement): void {
    if (duplicate === true) return;
    if (seq <= this.#lastSequence) this.doubt();
    else this.#lastSequence = seq;
  }

  async #isComplete(client: ClientBase, created: string, lastSequence: number): Promise<boolean> {
    // A server that crashed may have lost the last events of a stream that is otherwise the same.
    if (lastSequence < this.#lastSequence) return false;
    return created === this.#created || isAdopted(client, eventStream.name, created);
  }
}

/** What only this connection to this start of a server has. */
function connectionId({ info }: NatsConnection): string | undefined {
  return info && `${info.server_id} ${info.client_id}`;
}
