import { MsgHdrsImpl } from "nats";

/** The headers of a request between services. The remaining time is sent as a duration, since clocks differ. */
export const header = {
  requestId: "Stagepass-Request-Id",
  timeoutMs: "Stagepass-Timeout-Ms",
  traceparent: "traceparent",
  tracestate: "tracestate",
} as const;

/**
 * Headers whose bytes are written once. The client's own are a map of lists, in which a name is looked for and put into
 * its canonical form with every change, before all of it is written.
 */
export class WrittenHeaders extends MsgHdrsImpl {
  readonly bytes: Uint8Array;

  /** Throws a TypeError for a value that is more than printable ASCII: it could begin a header of its own. */
  constructor(fields: readonly (readonly [name: string, value: string])[]) {
    super();
    let text = "NATS/1.0\r\n";
    for (const [name, value] of fields) {
      if (!/^[ -~]*$/.test(value)) throw new TypeError(`The header ${name} holds more than printable ASCII.`);
      text += `${name}: ${value}\r\n`;
    }
    this.bytes = Buffer.from(`${text}\r\n`, "latin1");
  }

  override encode(): Uint8Array {
    return this.bytes;
  }
}
