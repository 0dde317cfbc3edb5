import { fork } from "node:child_process";
import { once } from "node:events";
import type { Ends } from "../ends.ts";
import { end } from "./program.ts";

type Reply<R> = { readonly result: R } | { readonly failure: string };

/**
 * Starts a program that calls `takeOrders`, in a process of its own. Returns a function that has one order carried out
 * after the other, and that throws what went wrong there.
 */
export function startOrderTaker<O extends object, R>(ends: Ends, file: string): (order: O) => Promise<R> {
  const child = fork(file);
  ends.add(() => end(child));
  const refuse = async (signal: AbortSignal): Promise<never> => {
    await once(child, "exit", { signal });
    throw new Error(`${file} ended.`);
  };
  return async (order) => {
    const answered = new AbortController();
    const { signal } = answered;
    child.send(order);
    try {
      const [reply]: Reply<R>[] = await Promise.race([once(child, "message", { signal }), refuse(signal)]);
      if (reply === undefined || "failure" in reply) throw new Error(reply?.failure);
      return reply.result;
    } finally {
      answered.abort();
    }
  };
}

/** Carries out the orders of the process that started this one, and ends with it. */
export function takeOrders<O, R>(carryOut: (order: O) => Promise<R>): void {
  process.on("message", async (order: O) => {
    const reply: Reply<R> = await carryOut(order).then(
      (result) => ({ result }),
      (error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) }),
    );
    process.send?.(reply);
  });
  process.on("disconnect", () => process.exit());
}
