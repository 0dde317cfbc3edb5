import type { Msg } from "nats";

const utf8 = new TextDecoder();

/** The body of a message. Throws a SyntaxError where it is no JSON. */
export function readJson({ data }: Pick<Msg, "data">): unknown {
  return JSON.parse(utf8.decode(data));
}
