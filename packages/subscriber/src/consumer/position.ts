import { type ConsumerConfig, type ConsumerInfo, DeliverPolicy } from "nats";

/** What NATS says of how far a consumer has come. */
export type Progress = Pick<ConsumerInfo, "delivered" | "ack_floor" | "num_ack_pending">;

/** How far a subscriber has come in one stream, so that it can go on there when its consumer was deleted. */
export class Position {
  readonly #unfinished = new Set<number>();
  #delivered: number;

  constructor({ delivered, ack_floor, num_ack_pending }: Progress) {
    // The floor moves with acknowledgements only: that of a consumer which began in the middle says 0 at first.
    this.#delivered = num_ack_pending === 0 ? delivered.stream_seq : ack_floor.stream_seq;
  }

  begin(sequence: number): void {
    this.#unfinished.add(sequence);
    this.#delivered = Math.max(this.#delivered, sequence);
  }

  finish(sequence: number): void {
    this.#unfinished.delete(sequence);
  }

  /** The place of the first message that may not have been handled. */
  get next(): number {
    return this.#unfinished.size > 0 ? Math.min(...this.#unfinished) : this.#delivered + 1;
  }
}

/** What NATS says of where a consumer began. */
export interface Beginning {
  readonly created: string;
  readonly config: Pick<ConsumerConfig, "deliver_policy" | "opt_start_time">;
}

/** When a consumer began, or undefined where it began with everything or in the place of one that was deleted. */
export function beginningOf({ config, created }: Beginning): Date | undefined {
  if (config.deliver_policy === DeliverPolicy.New) return new Date(created);
  return config.opt_start_time === undefined ? undefined : new Date(config.opt_start_time);
}
