/**
 * Remembers which events a handler has finished, since an event can be delivered more than once. If the effect of a
 * handler must not happen twice, store this together with the effect, in the same transaction.
 */
export interface SeenEvents {
  has(id: string): boolean | Promise<boolean>;
  /** Called after the handler has finished and before the event is acknowledged. */
  add(id: string): void | Promise<void>;
}

/** Remembers the last `size` events in memory. They are forgotten when the process ends. */
export function rememberInMemory(size = 10_000): SeenEvents {
  // A set keeps the order of insertion: its first entry is the oldest.
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add: (id) => {
      ids.add(id);
      if (ids.size > size) for (const oldest of ids.values()) return void ids.delete(oldest);
    },
  };
}
