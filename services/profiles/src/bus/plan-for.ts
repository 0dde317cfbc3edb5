import * as contracts from "@stagepass/contracts";
import { admit } from "@stagepass/runtime";
import { holderOf } from "../domain/access-keys/authenticate.ts";
import { plan } from "../domain/planning/plan.ts";
import type { Ports } from "../ports.ts";

type Asked = contracts.Input<typeof contracts.planFor>;

/**
 * Returns what a deploy would use, for the holder of the key with the digest. The key is checked before anything about
 * the target is revealed.
 */
export async function planFor(
  ports: Ports,
  { keyDigest, ...target }: Asked,
): Promise<contracts.Output<typeof contracts.planFor>> {
  const { key, app } = await ports.findStanding({ digest: keyDigest, ...target });
  const caller = holderOf(ports, keyDigest, key);
  admit(contracts.planFor, caller, target.org);
  contracts.assertCovered(caller, target);
  return { keyId: caller.keyId, plan: await plan(ports, target, app) };
}
