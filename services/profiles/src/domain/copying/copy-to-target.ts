import { type CopyInput, invalidInput } from "@stagepass/contracts";
import type { Change, InTransaction } from "../common/change.ts";
import { lockExistingTarget } from "../targets/lock-target.ts";
import { mergeTargetParameters } from "../targets/merge-target.ts";
import { mergeContext, type SaveTargetChanges, type SaveTargetPorts } from "../targets/save-target.ts";
import { type TargetName, titleOf } from "../targets/target.ts";
import { type SavedTarget, saveContent } from "../targets/write-target.ts";
import { type FindSourceChanges, findSource } from "./find-source.ts";
import { atKeys, takeParameters } from "./take-parameters.ts";

/** What copying to a service or an instance needs from outside. */
export interface CopyToTargetPorts extends Pick<SaveTargetPorts, "openVault"> {
  transaction: InTransaction<FindSourceChanges & SaveTargetChanges>;
}

/**
 * Copies parameters to a service or an instance, all or none of them. A removed one stays removed. The event says where
 * they are from. Throws `invalid`, and `not-found` for a service or an instance that does not exist.
 */
export async function copyToTarget(
  ports: CopyToTargetPorts,
  change: Change & TargetName,
  { from, ...wanted }: CopyInput,
): Promise<SavedTarget> {
  const { org, by } = change;
  const vault = await ports.openVault(org);
  return ports.transaction(async (changes) => {
    const current = await lockExistingTarget(changes, change);
    const { id } = current;
    change.assertMatch(current.revision);
    if (!("profile" in from) && titleOf({ org, ...from }) === titleOf(change))
      throw invalidInput([{ path: "$.from", message: "is what the parameters are copied to" }]);
    const source = await findSource(changes, { org, vault, keys: wanted.keys }, from);
    const title = `the ${titleOf(change)}`;
    const taken = takeParameters(source, { title, parameters: current.parameters }, wanted);
    const context = await mergeContext(changes, change, { vault, id, current });
    const content = mergeTargetParameters(current, taken, context, atKeys);
    const writing = { name: change, id, current, by, restores: false, copiedFrom: source.from };
    return saveContent(changes, writing, content);
  });
}
