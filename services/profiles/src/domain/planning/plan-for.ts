import {
  assertCovered,
  type Input,
  type Output,
  type Principal,
  type planFor as Request,
} from "@stagepass/contracts";
import { type HolderPorts, holderOf } from "../access-keys/authenticate.ts";
import { fromStanding, type StandingPorts } from "./from-standing.ts";
import { type PlanPorts, plan } from "./plan.ts";

/** What planning for the holder of a key needs from outside. */
export interface PlanForPorts extends PlanPorts, HolderPorts, StandingPorts {}

/**
 * Returns what a deploy would use, for the holder of the key with the digest. Throws `unauthenticated`, what `admit`
 * throws for the role and organization of the holder, and `forbidden` for a target that the key does not cover. All of
 * that is checked before anything about the target is revealed.
 */
export async function planFor(
  ports: PlanForPorts,
  { keyDigest, ...target }: Input<typeof Request>,
  admit: (caller: Principal) => void,
): Promise<Output<typeof Request>> {
  return fromStanding(ports, { digest: keyDigest, ...target }, async ({ key, app }) => {
    const caller = holderOf(ports, keyDigest, key);
    admit(caller);
    assertCovered(caller, target);
    return { keyId: caller.keyId, plan: await plan(ports, target, app) };
  });
}
