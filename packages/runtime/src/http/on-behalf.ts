import type { Input, Principal, RequestForContract } from "@stagepass/contracts";
import type { z } from "zod";
import type { Bus } from "../bus/bus.ts";
import { type Authenticate, admit } from "./access.ts";

/** Answers a request for the caller whose key's digest it carried; the digest itself goes no further. */
export type HandlerFor<C extends RequestForContract> = (
  caller: Principal,
  asked: Omit<Input<C>, "keyDigest">,
) => z.input<C["output"]> | Promise<z.input<C["output"]>>;

/**
 * Answers requests that are made on behalf of somebody, as the API would answer that caller: only for keys that work now,
 * whose role permits it, and about their own organization. Throws what `authenticate` and `admit` throw.
 */
export function answerOnBehalf(bus: Bus, authenticate: Authenticate) {
  return <C extends RequestForContract>(contract: C, handler: HandlerFor<C>): void =>
    bus.handle(contract, async ({ keyDigest, ...asked }) => {
      const caller = await authenticate(keyDigest);
      admit(contract, caller, asked.org);
      return handler(caller, asked);
    });
}
