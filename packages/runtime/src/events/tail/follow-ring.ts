import { setTimeout as wait } from "node:timers/promises";
import { resetEvent } from "@stagepass/contracts";
import type { ServerSent } from "../../http/streams/server-sent.ts";
import type { Signal } from "../../process/signal.ts";
import { formatEventId, parseEventId } from "./event-id.ts";
import type { EventRing, TailEvent } from "./event-ring.ts";

/** What the events are followed in. */
export interface Followed {
  /** The ring as it is now. It is another one once the stream is another one, or could not be followed for long. */
  current(): EventRing | undefined;
  /** The number of the oldest event that the stream has. */
  first(): number;
  /** Reads events after a number that have left the ring, or never were in it. Throws what NATS throws. */
  readMissed(
    after: number,
    ring: EventRing,
  ): Promise<{ readonly events: TailEvent[]; readonly upTo: number }>;
  /** How many events are read from the stream at most for one who has missed them. */
  readonly maxBehind: number;
  readonly heartbeatMs: number;
  /** How soon it is tried again after NATS did not answer. */
  readonly againMs: number;
}

/** Who follows, and from where. */
export interface Follower {
  readonly org: string;
  readonly lastEventId: string | undefined;
  readonly ended: AbortSignal;
  /** Raised when there is more, and when it ended. */
  readonly woken: Signal;
}

/** When a reader comes back whose connection ended. */
const retryMs = 2_000;

/**
 * The events of an organization in the order of the stream, each once: those after `lastEventId` and all that follow.
 * Whoever reads slowly costs no memory, since what was not read yet stays in the ring, and then in the stream alone.
 */
export async function* followRing(
  followed: Followed,
  { org, lastEventId, ended, woken }: Follower,
): AsyncGenerator<ServerSent, void> {
  let ring = followed.current();
  if (ring === undefined) return;
  const asked = lastEventId === undefined ? undefined : parseEventId(lastEventId);
  const isKnown = lastEventId === undefined || asked?.stream === ring.stream;
  let at = asked !== undefined && isKnown ? asked.sequence : ring.last;
  yield { ...(isKnown ? position(ring, at, "following") : reset(ring)), retryMs };
  let saidAt = performance.now();
  while (!ended.aborted) {
    const now = followed.current();
    if (now === undefined) return;
    const wasReplaced = now !== ring && (now.stream !== ring.stream || at > now.last);
    ring = now;
    const isTooOld = at < ring.from && (ring.from - at > followed.maxBehind || at + 1 < followed.first());
    if (wasReplaced || isTooOld) {
      at = ring.last;
      yield reset(ring);
      saidAt = performance.now();
    } else if (at < ring.last) {
      const read =
        at < ring.from ? followed.readMissed(at, ring) : { events: ring.after(at, org), upTo: ring.last };
      const found = await Promise.resolve(read).catch(() => undefined);
      if (found === undefined) {
        await wait(followed.againMs, undefined, { signal: ended }).catch(() => {});
        continue;
      }
      for (const event of found.events.filter((each) => each.org === org)) {
        yield { id: formatEventId({ stream: ring.stream, sequence: event.sequence }), data: event.text };
        saidAt = performance.now();
      }
      at = found.upTo;
    } else {
      const leftMs = saidAt + followed.heartbeatMs - performance.now();
      if (leftMs > 0) {
        await woken.wait(leftMs);
        continue;
      }
      // The id tells how far the stream has come, also where nothing of it was about this organization.
      yield position(ring, at, "alive");
      saidAt = performance.now();
    }
  }
}

function position({ stream }: EventRing, sequence: number, comment: string): ServerSent {
  return { comment, id: formatEventId({ stream, sequence }) };
}

/** Says that events may be missing here. */
function reset({ stream, last }: EventRing): ServerSent {
  return { id: formatEventId({ stream, sequence: last }), event: resetEvent, data: "{}" };
}
