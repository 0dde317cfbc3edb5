/** Where an event stands: in which stream, by the time of the stream's creation, and at which number. */
export interface EventPlace {
  readonly stream: number;
  readonly sequence: number;
}

/** The id of an event for readers who come back: `<when its stream was created>-<its number in the stream>`. */
export function formatEventId({ stream, sequence }: EventPlace): string {
  return `${stream}-${sequence}`;
}

/** Reads the id of an event. Returns undefined for what is none. */
export function parseEventId(id: string): EventPlace | undefined {
  const [, stream, sequence] = /^(\d{1,15})-(\d{1,15})$/.exec(id) ?? [];
  return sequence === undefined ? undefined : { stream: Number(stream), sequence: Number(sequence) };
}
