import { type ConsumerConfig, type ConsumerInfo, DeliverPolicy } from "nats";

/** How far a consumer has come, as NATS reports it. */
export type Progress = Pick<ConsumerInfo, "delivered" | "ack_floor" | "num_ack_pending">;

/** How far a subscriber has come in one stream, so that it can continue there after its consumer was deleted. */
export class Position {
  readonly #unfinished = new Set<number>();
  #delivered: number;

  constructor({ delivered, ack_floor, num_ack_pending }: Progress) {
    // ack_floor only moves with acknowledgements: it is 0 at first for a consumer that began in the middle.
    this.#delivered = num_ack_pending === 0 ? delivered.stream_seq : ack_floor.stream_seq;
  }

  begin(sequence: number): void {
    this.#unfinished.add(sequence);
    this.#delivered = Math.max(this.#delivered, sequence);
  }

  finish(sequence: number): void {
    this.#unfinished.delete(sequence);
  }

  /** The sequence number of the first message that may not have been handled. */
  get next(): number {
    return this.#unfinished.size > 0 ? Math.min(...this.#unfinished) : this.#delivered + 1;
  }
}

/** Where a consumer began, as NATS reports it. */
export interface Beginning {
  readonly created: string;
  readonly config: Pick<ConsumerConfig, "deliver_policy" | "opt_start_time">;
}

/** When a consumer began. Undefined if it began with all events, or where a deleted consumer had been. */
export function beginningOf({ config, created }: Beginning): Date | undefined {
  if (config.deliver_policy === DeliverPolicy.New) return new Date(created);
  return config.opt_start_time === undefined ? undefined : new Date(config.opt_start_time);
}
