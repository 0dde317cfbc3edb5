import type { TargetParameterContent } from "@stagepass/contracts";
import type { Change } from "../common/change.ts";
import { noSuch } from "../common/no-such.ts";
import { onlyExisting, type TargetLocking } from "./bring-target.ts";
import { lockExistingTarget } from "./lock-target.ts";
import { contentOf, mergeTargetParameter } from "./merge-target.ts";
import { mergeContext, type SaveTargetPorts } from "./save-target.ts";
import { type TargetName, titleOf } from "./target.ts";
import { type SavedTarget, saveContent } from "./write-target.ts";

type ParameterChange = Change & TargetName & { readonly key: string };

/**
 * Adds or changes one parameter of a service or an instance, and keeps what others add meanwhile. `created` says that the
 * key is new. Throws `invalid`, and `not-found` for a service or an instance that does not exist.
 */
export async function putTargetParameter(
  ports: SaveTargetPorts,
  change: ParameterChange,
  given: TargetParameterContent,
): Promise<SavedTarget> {
  return saveParameter(ports, change, given, onlyExisting);
}

/**
 * Adds or changes one parameter of a service or an instance, or does nothing at all. Throws `invalid`, and what locking it
 * throws.
 */
export async function saveParameter(
  ports: SaveTargetPorts,
  change: ParameterChange,
  given: TargetParameterContent,
  { lock, restores }: TargetLocking,
): Promise<SavedTarget> {
  const { key, by } = change;
  const vault = await ports.openVault(change.org);
  return ports.transaction(async (changes) => {
    const { id, current } = await lock(changes, { ...change, vault });
    const isThere = current?.parameters.some((parameter) => parameter.key === key) ?? false;
    change.assertMatch(current?.revision, isThere);
    const context = await mergeContext(changes, change, { vault, id, current });
    const content = mergeTargetParameter(current, { ...given, key }, context);
    const { target } = await saveContent(changes, { name: change, id, current, by, restores }, content);
    return { target, created: !isThere };
  });
}

/**
 * Deletes one parameter of a service or an instance, and destroys its value. Throws `not-found` for a service, an instance
 * or a key that does not exist.
 */
export async function deleteTargetParameter(
  ports: Pick<SaveTargetPorts, "transaction">,
  change: ParameterChange,
): Promise<void> {
  const { key, by } = change;
  await ports.transaction(async (changes) => {
    const current = await lockExistingTarget(changes, change);
    const content = contentOf(current);
    const parameters = content.parameters.filter((parameter) => parameter.key !== key);
    const isThere = parameters.length < content.parameters.length;
    change.assertMatch(current.revision, isThere);
    if (!isThere) {
      const near = current.parameters.map((parameter) => parameter.key);
      throw noSuch("parameter", key, ` on the ${titleOf(change)}`, near);
    }
    const writing = { name: change, id: current.id, current, by, restores: false };
    await saveContent(changes, writing, { ...content, parameters });
  });
}
