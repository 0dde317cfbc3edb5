// The load generator, a process of its own: it takes orders from the process that started it, one after the other.
import { load } from "./load.ts";
import type { LoadOrder, LoadReply } from "./order.ts";

process.on("message", async (order: LoadOrder) => {
  const reply: LoadReply = await load(order).then(
    (figures) => ({ figures }),
    (error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) }),
  );
  process.send?.(reply);
});
process.on("disconnect", () => process.exit());
