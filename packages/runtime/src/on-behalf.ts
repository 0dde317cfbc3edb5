import type { Input, Principal, RequestForContract } from "@stagepass/contracts";
import type { z } from "zod";
import type { Bus } from "./bus.ts";
import { type Authenticate, admit } from "./http-access.ts";

/** Answers a request for the caller whose key's digest it carries. */
export type HandlerFor<C extends RequestForContract> = (
  caller: Principal,
  input: Input<C>,
) => z.input<C["output"]> | Promise<z.input<C["output"]>>;

/**
 * Answers requests that are made on behalf of somebody, as the API would answer that caller: only for keys that work now,
 * whose role permits it, and about their own organization. Throws what `authenticate` and `admit` throw.
 */
export function answerOnBehalf(bus: Bus, authenticate: Authenticate) {
  return <C extends RequestForContract>(contract: C, handler: HandlerFor<C>): void =>
    bus.handle(contract, async (input) => {
      const caller = await authenticate(input.keyDigest);
      admit(contract, caller, input.org);
      return handler(caller, input);
    });
}
