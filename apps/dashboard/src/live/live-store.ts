import { useSyncExternalStore } from "react";
import type { LiveEvent } from "./live-event.ts";

/** What the page knows of what happens. */
export interface Live {
  /** Whether events come as they happen. */
  readonly isOpen: boolean;
  /** Those that came since the page was loaded, newest first. */
  readonly events: readonly LiveEvent[];
  /** Whether some may be missing among them. */
  readonly isIncomplete: boolean;
}

const mostEvents = 500;
const nothing: Live = { isOpen: false, events: [], isIncomplete: false };
let live = nothing;
const listeners = new Set<() => void>();

function change(part: Partial<Live>): void {
  live = { ...live, ...part };
  for (const listener of listeners) listener();
}

/** Notes what a stream tells. */
export const note = {
  open: (isOpen: boolean) => {
    if (isOpen !== live.isOpen) change({ isOpen });
  },
  event: (event: LiveEvent) => {
    // An event can be announced again when the stream was created anew.
    if (live.events.some(({ id }) => id === event.id)) return;
    change({ events: [event, ...live.events].slice(0, mostEvents) });
  },
  missed: () => change({ isIncomplete: live.events.length > 0 }),
  nothing: () => change(nothing),
};

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** What happens in the organization, as it happens. */
export function useLive(): Live {
  return useSyncExternalStore(listen, () => live);
}
