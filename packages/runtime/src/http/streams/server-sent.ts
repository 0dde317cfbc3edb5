/** A message of a stream of server-sent events. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface ServerSent {
  /** What a reader that comes back sends as `Last-Event-ID`. Sent alone, it only tells how far the stream has come. */
  readonly id?: string;
  /** The name of the event. Left out for `message`. */
  readonly event?: string;
  /** The text of the event. Without it, readers are told of nothing. */
  readonly data?: string;
  /** What readers skip: it keeps the connection in use. */
  readonly comment?: string;
  /** After how many milliseconds a reader whose connection ended comes back. */
  readonly retryMs?: number;
}

const lineEnd = /\r\n|\r|\n/;

/** Writes a message. Throws for an id or a name that has lines, or an id with a NUL, which readers would drop. */
export function formatServerSent({ id, event, data, comment, retryMs }: ServerSent): string {
  const lines = [
    ...(comment === undefined ? [] : comment.split(lineEnd).map((line) => `: ${line}`)),
    ...(retryMs === undefined ? [] : [`retry: ${retryMs}`]),
    ...(id === undefined ? [] : [`id: ${oneLine(id)}`]),
    ...(event === undefined ? [] : [`event: ${oneLine(event)}`]),
    ...(data === undefined ? [] : data.split(lineEnd).map((line) => `data: ${line}`)),
  ];
  return `${lines.join("\n")}\n\n`;
}

function oneLine(text: string): string {
  if (/[\r\n\0]/.test(text)) throw new Error("The id or the name of an event has to be a single line.");
  return text;
}
