/** The parts of the local stack that can fail. */
export type PartName = "postgres" | "nats-server" | "data directory";

/**
 * Says that a part of the local stack could not be found, started or stopped. The message tells the person at the
 * terminal what to do, and `part` names the part.
 */
export class PartError extends Error {
  readonly part: PartName;

  constructor(part: PartName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PartError";
    this.part = part;
  }
}
