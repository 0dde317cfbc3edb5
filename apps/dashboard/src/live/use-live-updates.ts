import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { openEventStream } from "./event-stream.ts";
import { note } from "./live-store.ts";
import { type Touched, touchedBy } from "./touched-by.ts";

/** Events that come together are read for together. */
const gatherMs = 150;

/** Keeps what is on the page up to date by the events of an organization. Without one, nothing is followed. */
export function useLiveUpdates(org: string | undefined): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (org === undefined) return undefined;
    let touched: Touched[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAgain = () => {
      const filters = new Map(touched.map((filter) => [JSON.stringify(filter), filter]));
      touched = [];
      timer = undefined;
      for (const filter of filters.values()) void queries.invalidateQueries(filter);
    };
    const touch = (filters: readonly Touched[]) => {
      touched.push(...filters);
      timer ??= setTimeout(readAgain, gatherMs);
    };
    const stop = openEventStream(org, {
      onOpen: note.open,
      onEvent: (event) => {
        note.event(event);
        touch(touchedBy(event));
      },
      onMissed: () => {
        note.missed();
        touch([{ queryKey: [org] }]);
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
      note.nothing();
    };
  }, [org, queries]);
}
