import { resetEvent, streamEvents } from "@stagepass/contracts";
import { type LiveEvent, readLiveEvent } from "./live-event.ts";

/** What a stream tells. */
interface StreamListener {
  onOpen(isOpen: boolean): void;
  onEvent(event: LiveEvent): void;
  /** Events may have been missed: what was read before may be old. */
  onMissed(): void;
}

/** How long it waits after the server refused a stream, such as for having too many, in milliseconds. */
const againMs = 15_000;

/**
 * Follows the events of an organization while the page is in view: a browser has few connections for all its tabs, and each
 * stream takes one. Returns how to stop.
 */
export function openEventStream(org: string, listener: StreamListener): () => void {
  const url = streamEvents.path.replace("{org}", encodeURIComponent(org));
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let wasOpen = false;
  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = undefined;
    listener.onOpen(false);
  };
  const open = () => {
    close();
    let isNew = wasOpen;
    const opened = new EventSource(url);
    source = opened;
    opened.addEventListener("open", () => {
      listener.onOpen(true);
      // The browser resumes a stream that broke. One that was opened anew knows nothing of the last.
      if (isNew) listener.onMissed();
      isNew = false;
      wasOpen = true;
    });
    opened.addEventListener("message", ({ data }) => {
      const event = readLiveEvent(String(data));
      if (event !== undefined) listener.onEvent(event);
    });
    opened.addEventListener(resetEvent, () => listener.onMissed());
    opened.addEventListener("error", () => {
      listener.onOpen(false);
      if (opened.readyState === EventSource.CLOSED) retry = setTimeout(open, againMs);
    });
  };
  const followView = () => (document.visibilityState === "visible" ? open() : close());
  followView();
  document.addEventListener("visibilitychange", followView);
  return () => {
    document.removeEventListener("visibilitychange", followView);
    close();
  };
}
