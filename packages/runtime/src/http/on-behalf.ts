import type { Input, Principal, RequestForContract } from "@stagepass/contracts";
import type { z } from "zod";
import type { Bus } from "../bus/bus.ts";
import { type Authenticate, admit } from "./access.ts";

/** Answers a request on behalf of a caller. It receives the caller, and not the digest of the caller's key. */
export type HandlerFor<C extends RequestForContract> = (
  caller: Principal,
  asked: Omit<Input<C>, "keyDigest">,
) => z.input<C["output"]> | Promise<z.input<C["output"]>>;

/**
 * Answers requests on behalf of callers under the same conditions as over HTTP: the key works now, its role is permitted,
 * the request is about the caller's own organization, and the key covers what it names. Throws what `authenticate` and `admit` throw.
 */
export function answerOnBehalf(bus: Bus, authenticate: Authenticate) {
  return <C extends RequestForContract>(contract: C, handler: HandlerFor<C>): void =>
    bus.handle(contract, async ({ keyDigest, ...asked }) => {
      const caller = await authenticate(keyDigest);
      admit(contract, caller, asked);
      return handler(caller, asked);
    });
}
