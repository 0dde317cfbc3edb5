import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import { formatServerSent, type ServerSent } from "./server-sent.ts";

/** Why a stream ended: its reader left or read too slowly, its key or the source of its events ended, or the server stops. */
export type StreamEnd = "reader" | "slow" | "key" | "source" | "stopping";

interface StreamToWrite {
  readonly source: AsyncIterator<ServerSent>;
  readonly first: ServerSent;
  /** Aborted with the reason when the stream ends. */
  readonly ended: AbortSignal;
  readonly stalledMs: number;
}

/** How a stream went: why it ended, how many messages were sent, and what its source threw. */
interface WrittenStream {
  readonly reason: StreamEnd;
  readonly sent: number;
  readonly error?: unknown;
}

/**
 * Writes messages as the reader takes them, until there are no more or it ended. No more is taken from the source than the
 * connection buffers. Whoever has not read that after `stalledMs` is cut off.
 */
export async function writeStream(
  reply: FastifyReply,
  { source, first, ended, stalledMs }: StreamToWrite,
): Promise<WrittenStream> {
  // Proxies that would gather an answer before they pass it on know the last of these.
  void reply.headers({ "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" });
  const { raw } = reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  reply.request.isStream = true;
  let sent = 0;
  let isSlow = false;
  const write = async () => {
    raw.writeHead(200);
    let next: IteratorResult<ServerSent> = { value: first };
    while (!next.done && !ended.aborted) {
      sent += 1;
      const isTaken = raw.write(formatServerSent(next.value)) || (await isDrained(raw, ended, stalledMs));
      isSlow = !isTaken && !ended.aborted;
      if (isSlow) return;
      next = await source.next();
    }
  };
  // Not awaited beyond its end: a source that waits for NATS must not hold up a shutdown.
  const error = await Promise.race([write().catch((thrown: unknown) => thrown), abortion(ended)]);
  void source.return?.();
  const reason: StreamEnd = isSlow ? "slow" : ended.aborted ? ended.reason : "source";
  if (isSlow || raw.writableNeedDrain) raw.destroy();
  else raw.end();
  return { reason, sent, ...(ended.aborted ? {} : { error }) };
}

function abortion(ended: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (ended.aborted) resolve(undefined);
    ended.addEventListener("abort", () => resolve(undefined));
  });
}

/** Waits until the reader took what was written. Returns whether it did so in time. */
async function isDrained(raw: ServerResponse, ended: AbortSignal, stalledMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isTaken: boolean) => () => {
      clearTimeout(timer);
      raw.off("drain", onDrain);
      ended.removeEventListener("abort", onEnd);
      resolve(isTaken);
    };
    const onDrain = settle(true);
    const onEnd = settle(false);
    const timer = setTimeout(onEnd, stalledMs);
    raw.once("drain", onDrain);
    ended.addEventListener("abort", onEnd);
  });
}
