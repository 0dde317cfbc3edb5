import { type Principal, Problem, toProblem } from "@stagepass/contracts";
import type { FastifyReply } from "fastify";
import type { Metrics } from "../../metrics/metrics.ts";
import {
  deadlineIn,
  outsideOfRequests,
  requestIdFrom,
  runInContext,
  traceparentFrom,
} from "../../process/context.ts";
import type { Log } from "../../process/log.ts";
import type { ServerSent } from "./server-sent.ts";
import { writeStream } from "./write-stream.ts";

interface StreamsOptions {
  readonly log: Log;
  readonly metrics: Pick<Metrics, "streamsEnded">;
  /** The most streams of this process, and of one key in it. */
  readonly max?: number;
  readonly maxOfKey?: number;
  /** How often it is checked whether the keys of the readers still work. */
  readonly checkEveryMs?: number;
  /** How long a reader may take to read what was sent. */
  readonly stalledMs?: number;
}

/** A reader of a stream: whose key it has, and which organization the stream is about. */
export interface StreamReader {
  readonly principal: Principal;
  /** The SHA-256 digest of the reader's key or session. */
  readonly keyDigest: string;
  readonly org: unknown;
  /** Finds the holder of a key by its digest. Throws `unauthenticated`. */
  readonly authenticate: (digest: string) => Promise<Principal>;
  /** Throws when the holder of the key may not read the stream. */
  readonly admit: (principal: Principal) => void;
}

/** Opens the source of a stream. It ends when `ended` is aborted. */
export type OpenSource = (ended: AbortSignal) => AsyncIterable<ServerSent>;

interface OpenStream extends StreamReader {
  readonly ended: AbortController;
}

/** How long a key may be unknown to work, while the database does not say, in milliseconds. */
const uncertainMs = 10_000;
const checkTimeoutMs = 5_000;

/**
 * The streams that a process has open. It ends them when the key of the reader does not work any more, and all when the
 * server stops. Browsers come back by themselves.
 */
export class OpenStreams {
  readonly #options: Required<StreamsOptions>;
  readonly #open = new Set<OpenStream>();
  #checking = false;
  #isStopping = false;
  /** Since when it could not be found out whether keys work. */
  #uncertainSince: number | undefined;

  constructor(options: StreamsOptions) {
    this.#options = { max: 500, maxOfKey: 20, checkEveryMs: 1_000, stalledMs: 30_000, ...options };
  }

  get size(): number {
    return this.#open.size;
  }

  /**
   * Begins the answer to a request, and returns once it has begun. Throws `too-many-requests` and `unavailable` when there
   * are too many streams, and what the source of the events throws before its first one.
   */
  async begin(reader: StreamReader, open: OpenSource, reply: FastifyReply): Promise<void> {
    const stream = this.#take(reader);
    const { signal } = stream.ended;
    reply.raw.once("close", () => stream.ended.abort("reader"));
    const source = open(signal)[Symbol.asyncIterator]();
    try {
      const first = await source.next();
      if (first.done)
        throw new Problem("unavailable", "The stream has ended before it began. Try again shortly.");
      void this.#write(stream, { source, first: first.value }, reply);
    } catch (error) {
      this.#open.delete(stream);
      throw error;
    }
  }

  /** Ends all streams. */
  end(): void {
    this.#isStopping = true;
    for (const { ended } of this.#open) ended.abort("stopping");
  }

  #take(reader: StreamReader): OpenStream {
    const { keyId } = reader.principal;
    const ofKey = [...this.#open].filter(({ principal }) => principal.keyId === keyId).length;
    if (ofKey >= this.#options.maxOfKey) {
      throw new Problem(
        "too-many-requests",
        "This access key has as many streams open as one may. Close one of them.",
      );
    }
    if (this.#isStopping || this.#open.size >= this.#options.max) {
      throw new Problem(
        "unavailable",
        "Stagepass has as many streams open as it can. Read without a stream, and try again later.",
      );
    }
    const stream = { ...reader, ended: new AbortController() };
    this.#open.add(stream);
    if (!this.#checking) void outsideOfRequests(() => this.#checkKeys());
    return stream;
  }

  async #write(
    stream: OpenStream,
    events: { readonly source: AsyncIterator<ServerSent>; readonly first: ServerSent },
    reply: FastifyReply,
  ): Promise<void> {
    const { log, metrics, stalledMs } = this.#options;
    const begunAt = performance.now();
    const { reason, sent, error } = await writeStream(reply, {
      ...events,
      ended: stream.ended.signal,
      stalledMs,
    });
    this.#open.delete(stream);
    stream.ended.abort(reason);
    metrics.streamsEnded.inc({ reason });
    const { id: requestId, method, routeOptions } = reply.request;
    const { keyId } = stream.principal;
    log[error === undefined ? "info" : "error"](
      {
        ...{
          requestId,
          method,
          route: routeOptions.url,
          status: 200,
          keyId,
          org: stream.org,
          sent,
          reason,
          err: error,
        },
        durationMs: Math.round(performance.now() - begunAt),
      },
      "stream ended",
    );
  }

  async #checkKeys(): Promise<void> {
    this.#checking = true;
    while (this.#open.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.#options.checkEveryMs).unref());
      for (const [digest, streams] of this.#byKey()) if (!(await this.#checkKey(digest, streams))) break;
    }
    this.#checking = false;
  }

  #byKey(): Map<string, OpenStream[]> {
    const byKey = new Map<string, OpenStream[]>();
    for (const stream of this.#open) {
      const { keyDigest } = stream;
      byKey.set(keyDigest, [...(byKey.get(keyDigest) ?? []), stream]);
    }
    return byKey;
  }

  /** Ends the streams of a key that does not work any more. Returns whether it could be found out. */
  async #checkKey(digest: string, streams: readonly OpenStream[]): Promise<boolean> {
    const [{ authenticate } = { authenticate: undefined }] = streams;
    const context = {
      requestId: requestIdFrom(undefined),
      traceparent: traceparentFrom(undefined),
      deadline: deadlineIn(checkTimeoutMs),
    };
    try {
      const principal = await runInContext(context, async () => authenticate?.(digest));
      this.#uncertainSince = undefined;
      for (const { admit, ended } of streams) {
        if (principal === undefined || !isAdmitted(() => admit(principal))) ended.abort("key");
      }
      return true;
    } catch (error) {
      const isKnown = toProblem(error).status < 500;
      if (isKnown) for (const { ended } of streams) ended.abort("key");
      else this.#noteUncertain();
      return isKnown;
    }
  }

  /** While nobody can say whether keys work, streams go on for some seconds. */
  #noteUncertain(): void {
    this.#uncertainSince ??= performance.now();
    if (performance.now() - this.#uncertainSince < uncertainMs) return;
    for (const { ended } of this.#open) ended.abort("key");
  }
}

function isAdmitted(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
