/** An event as the readers of a stream get it. */
export interface TailEvent {
  readonly sequence: number;
  readonly org: string;
  /** The event, in JSON. */
  readonly text: string;
}

/** How much a ring keeps at most. */
export interface RingLimits {
  readonly maxEvents: number;
  /** In characters of their texts. */
  readonly maxLength: number;
}

/**
 * The last events of a stream, in memory, for all who follow it. It has every event after `from` up to `last`. Beyond its
 * limits, the oldest ones leave it.
 */
export class EventRing {
  /** When the stream was created, in milliseconds: another stream has another time. */
  readonly stream: number;
  readonly #limits: RingLimits;
  #events: TailEvent[] = [];
  /** How many at the beginning of `#events` have left. They are removed together, since moving the others costs more. */
  #left = 0;
  #length = 0;
  #from: number;
  #last: number;

  constructor(stream: number, last: number, limits: RingLimits) {
    this.stream = stream;
    this.#from = last;
    this.#last = last;
    this.#limits = limits;
  }

  /** The number of the event before the first one that it has. */
  get from(): number {
    return this.#from;
  }

  /** The number up to which it has every event. */
  get last(): number {
    return this.#last;
  }

  /** Takes the events of the stream up to a number. Numbers without an event are those of events that cannot be read. */
  push(events: readonly TailEvent[], upTo: number): void {
    for (const event of events) {
      this.#events.push(event);
      this.#length += event.text.length;
    }
    this.#last = upTo;
    while (this.#isFull()) this.#dropFirst();
    if (this.#left * 2 < this.#events.length) return;
    this.#events = this.#events.slice(this.#left);
    this.#left = 0;
  }

  /** The events of an organization after a number, which must not be before `from`. */
  after(sequence: number, org: string): TailEvent[] {
    let [low, high] = [this.#left, this.#events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#events[middle]?.sequence ?? 0) <= sequence) low = middle + 1;
      else high = middle;
    }
    return this.#events.slice(low).filter((event) => event.org === org);
  }

  #isFull(): boolean {
    const { maxEvents, maxLength } = this.#limits;
    return this.#events.length - this.#left > maxEvents || this.#length > maxLength;
  }

  #dropFirst(): void {
    const first = this.#events[this.#left];
    if (first === undefined) return;
    this.#left += 1;
    this.#length -= first.text.length;
    this.#from = first.sequence;
  }
}
