import { eventually } from "../eventually.ts";

/** An event as it came over a stream of server-sent events. */
export interface StreamedEvent {
  readonly id: string | undefined;
  /** Its name, or `message`. */
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an event, and fails on anything else
  readonly data: any;
}

/** A stream that is read until it ends, or somebody leaves it. */
export interface FollowedStream {
  readonly status: number;
  readonly headers: Headers;
  /** The events so far. */
  readonly events: readonly StreamedEvent[];
  /** The id that came last, with an event or by itself. */
  readonly lastId: string | undefined;
  waitFor(matches: (event: StreamedEvent) => boolean, what: string): Promise<StreamedEvent>;
  leave(): void;
  /** Resolves when the server has ended it, or somebody left it. */
  readonly ended: Promise<void>;
}

/** Reads a stream of server-sent events. Returns once it has begun. */
export async function followStream(url: URL, headers: Record<string, string>): Promise<FollowedStream> {
  const leaving = new AbortController();
  const answer = await fetch(url, { headers, signal: leaving.signal });
  const events: StreamedEvent[] = [];
  let lastId: string | undefined;
  const take = (block: string) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
    lastId = field("id") ?? lastId;
    const data = field("data");
    if (data !== undefined)
      events.push({ id: lastId, event: field("event") ?? "message", data: JSON.parse(data) });
  };
  let text = "";
  const read = async () => {
    for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (text + part).split("\n\n");
      text = blocks.pop() ?? "";
      blocks.forEach(take);
    }
  };
  const ended = read().catch(() => {});
  const stream = {
    status: answer.status,
    headers: answer.headers,
    events,
    get lastId() {
      return lastId;
    },
    waitFor: (matches: (event: StreamedEvent) => boolean, what: string) =>
      eventually(async () => events.find(matches), `the stream brings ${what}`),
    leave: () => leaving.abort(),
    ended,
  };
  if (answer.ok) await eventually(async () => lastId, "the stream tells where it is");
  return stream;
}
