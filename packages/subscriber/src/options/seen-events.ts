/**
 * Remembers which events a handler has finished. Delivery is at least once, so a handler whose effect must not happen
 * twice keeps this in the store, and the transaction, of the effect itself.
 */
export interface SeenEvents {
  has(id: string): boolean | Promise<boolean>;
  /** Called when the handler has finished, before the event is acknowledged. */
  add(id: string): void | Promise<void>;
}

/** Remembers the last `size` events in memory: enough against repeated deliveries, forgotten when the process ends. */
export function rememberInMemory(size = 10_000): SeenEvents {
  // A set keeps the order of insertion, so its first entry is the oldest.
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add: (id) => {
      ids.add(id);
      if (ids.size > size) for (const oldest of ids.values()) return void ids.delete(oldest);
    },
  };
}
