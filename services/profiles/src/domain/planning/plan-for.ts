import {
  actionFor,
  assertMay,
  assertMayTarget,
  assertProfileCovered,
  type Input,
  type Output,
  type Principal,
  type planFor as Request,
  toProblem,
} from "@stagepass/contracts";
import { type AuthenticatePorts, type HolderPorts, holderOf } from "../access-keys/authenticate.ts";
import { fromStanding, type StandingPorts } from "./from-standing.ts";
import { type PlanPorts, plan } from "./plan.ts";

/** What planning for the holder of a key needs from outside. */
export interface PlanForPorts
  extends PlanPorts,
    HolderPorts,
    StandingPorts,
    Pick<AuthenticatePorts, "findSession"> {}

/**
 * Returns what a deploy would use, for the holder of the key, or of the key of the session, with the digest. Throws `unauthenticated`, what `admit`
 * throws for the role and organization of the holder, and `forbidden` for a purpose, a target or a profile that the key does
 * not cover. All but the profile is checked before anything about the target is revealed.
 */
export async function planFor(
  ports: PlanForPorts,
  { keyDigest, purpose = "deploy", ...target }: Input<typeof Request>,
  admit: (caller: Principal) => void,
): Promise<Output<typeof Request>> {
  const planAs = (digest: string) =>
    fromStanding(ports, { digest, ...target }, async ({ key, app }) => {
      const caller = holderOf(ports, digest, key);
      admit(caller);
      assertMay(caller, actionFor[purpose]);
      assertMayTarget(caller, target);
      const planned = await plan(ports, target, app);
      assertProfileCovered(caller, planned.profile?.name);
      return { keyId: caller.keyId, plan: planned };
    });
  return planAs(keyDigest).catch(async (error: unknown) => {
    if (toProblem(error).code !== "unauthenticated") throw error;
    // What is no key's can be a session's: the key that it stands for is then looked up in its place.
    const session = await ports.findSession(keyDigest);
    if (session === undefined) throw error;
    return planAs(session.keyDigest);
  });
}
