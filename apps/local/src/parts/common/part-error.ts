/** The local stack's parts that can fail on their own account. */
export type PartName = "postgres" | "nats-server" | "data directory";

/**
 * A part of the local stack could not be had, started or stopped. The message is a sentence for the person at the
 * terminal that says what to do; `part` says whose it is.
 */
export class PartError extends Error {
  readonly part: PartName;

  constructor(part: PartName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PartError";
    this.part = part;
  }
}
