import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Ends } from "../ends.ts";
import { end } from "../processes/program.ts";
import type { LoadFigures, LoadOrder, LoadReply } from "./order.ts";

/** Carries out one order after the other. Rejects with the first answer that is not 200. */
export type Generator = (order: LoadOrder) => Promise<LoadFigures>;

/** Starts the load generator in a process of its own, so that its work does not slow down whoever measures. */
export function startGenerator(ends: Ends): Generator {
  const child = fork(fileURLToPath(new URL("generator.js", import.meta.url)));
  ends.add(() => end(child));
  return async (order) => {
    const answered = new AbortController();
    const { signal } = answered;
    child.send(order);
    try {
      const [reply]: LoadReply[] = await Promise.race([
        once(child, "message", { signal }),
        refuse(child, signal),
      ]);
      if (reply === undefined || "failure" in reply) throw new Error(reply?.failure);
      return reply.figures;
    } finally {
      answered.abort();
    }
  };
}

async function refuse(child: ReturnType<typeof fork>, signal: AbortSignal): Promise<never> {
  await once(child, "exit", { signal });
  throw new Error("The load generator ended.");
}
