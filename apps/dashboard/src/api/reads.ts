import type { Query, QueryCache, QueryFunctionContext } from "@tanstack/react-query";
import type { HttpRequest } from "./http-request.ts";

/** What was sent for each reading, which is known by the signal that would end it. */
const sentFor = new WeakMap<AbortSignal, HttpRequest[]>();

/** What each query has read, by address. */
const readsOf = new WeakMap<object, Map<string, HttpRequest>>();

/** Notes a request that is sent for a reading. */
export function noteRead(signal: AbortSignal, request: HttpRequest): void {
  sentFor.get(signal)?.push(request);
}

/** Reads for a query and notes what is sent for it. The query client calls it in place of each query's own function. */
export async function notingReads<T, C extends Pick<QueryFunctionContext, "signal">>(
  read: (context: C) => T | Promise<T>,
  context: C,
  query: object,
): Promise<T> {
  const sent: HttpRequest[] = [];
  sentFor.set(context.signal, sent);
  try {
    return await read(context);
  } finally {
    const all = readsOf.get(query) ?? new Map<string, HttpRequest>();
    for (const request of sent) if (!isLaterPage(request)) all.set(request.url, request);
    readsOf.set(query, all);
  }
}

/** Whether a request continues a list. Its cursor ends with the list that it belongs to. */
const isLaterPage = ({ url }: HttpRequest) => url.includes("cursor=");

/** What the queries read that are on the page now, each request once. */
export function readsOnPage(cache: QueryCache): HttpRequest[] {
  const shown = cache.findAll({ type: "active" }).filter(({ queryKey }) => queryKey[0] !== "session");
  const requests = shown.flatMap((query: Query) => [...(readsOf.get(query)?.values() ?? [])]);
  return [...new Map(requests.map((request) => [request.url, request])).values()];
}
