import { resetEvent, streamEvents } from "@stagepass/contracts";
import { queryOptions } from "@tanstack/react-query";
import { writeRequest } from "../api/http-request.ts";
import { problemFrom, unreachable } from "../api/problem.ts";
import { type LiveEvent, readLiveEvent } from "./live-event.ts";
import { readServerSent, type ServerSentMessage } from "./read-server-sent.ts";

/** The events that were kept before the page was opened. They are read again when the stream has missed some. */
export const earlierEventsQuery = (org: string) =>
  queryOptions({
    queryKey: [org, "earlier-events"],
    queryFn: ({ signal }) => readEarlierEvents(org, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** How far back it goes, in events of all organizations. A stream that does not have so many is asked for fewer. */
const spans = [1_000, 200, 40, 8];
/** The stream of a quiet organization does not say where the past ends: so long without an event, and it has ended. */
const quietMs = 1_000;

async function readEarlierEvents(org: string, signal: AbortSignal): Promise<LiveEvent[]> {
  const now = await readUntil(org, undefined, signal, () => true);
  const [, stream, last] = /^(.+)-(\d+)$/.exec(now[0]?.id ?? "") ?? [];
  if (stream === undefined || last === undefined) return [];
  const end = Number(last);
  const isLast = ({ id }: ServerSentMessage) => Number(id?.slice(stream.length + 1)) >= end;
  for (const span of spans) {
    const from = `${stream}-${Math.max(0, end - span)}`;
    const messages = await readUntil(
      org,
      from,
      signal,
      (message) => isLast(message) || message.event === resetEvent,
    );
    if (messages.some(({ event }) => event === resetEvent)) continue;
    return messages.flatMap(({ data }) => (data === undefined ? [] : (readLiveEvent(data) ?? [])));
  }
  return [];
}

/** Reads a stream from an id until a message is the last one that is wanted. */
async function readUntil(
  org: string,
  from: string | undefined,
  signal: AbortSignal,
  isEnough: (message: ServerSentMessage) => boolean,
): Promise<ServerSentMessage[]> {
  const enough = new AbortController();
  const { url } = writeRequest(streamEvents, { params: { org } });
  const answer = await fetch(url, {
    headers: from === undefined ? {} : { "last-event-id": from },
    credentials: "same-origin",
    signal: AbortSignal.any([signal, enough.signal]),
  }).catch((error: unknown) => {
    throw signal.aborted ? error : unreachable();
  });
  if (!answer.ok || answer.body === null)
    throw problemFrom(answer.status, await answer.json().catch(() => undefined));
  const messages: ServerSentMessage[] = [];
  let quiet = setTimeout(() => enough.abort(), quietMs);
  try {
    for await (const message of readServerSent(answer.body)) {
      messages.push(message);
      if (isEnough(message)) break;
      clearTimeout(quiet);
      quiet = setTimeout(() => enough.abort(), quietMs);
    }
  } catch (error) {
    if (!enough.signal.aborted) throw error;
  } finally {
    clearTimeout(quiet);
    enough.abort();
  }
  return messages;
}

/** Events of both lists, each once, newest first. */
export function newestFirst(live: readonly LiveEvent[], earlier: readonly LiveEvent[]): LiveEvent[] {
  const known = new Map([...live, ...earlier.toReversed()].map((event) => [event.id, event]));
  return [...known.values()].sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
}
