import {
  assertCovered,
  type Input,
  type Output,
  type Principal,
  type planFor as Request,
} from "@stagepass/contracts";
import { type HolderPorts, holderOf } from "../access-keys/authenticate.ts";
import { type PlanPorts, plan } from "./plan.ts";
import type { Standing } from "./standing.ts";

/** What planning for the holder of a key needs from outside. */
export interface PlanForPorts extends PlanPorts, HolderPorts {
  /** Reads the key with this digest and what the app says about the stage, both as of one moment. */
  findStanding(
    asked: Pick<Input<typeof Request>, "org" | "app" | "stage"> & { readonly digest: string },
  ): Promise<Standing>;
}

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
  const { key, app } = await ports.findStanding({ digest: keyDigest, ...target });
  const caller = holderOf(ports, keyDigest, key);
  admit(caller);
  assertCovered(caller, target);
  return { keyId: caller.keyId, plan: await plan(ports, target, app) };
}
