import { isBlueprint } from "../../common/blueprint.ts";
import type { RemovedInstance } from "../../targets/remove-target.ts";
import type {
  NextTargetParameter,
  ServiceName,
  Target,
  TargetName,
  TargetParameter,
} from "../../targets/target.ts";
import type { TargetToWrite } from "../../targets/write-target.ts";
import { storedAs } from "./draft-profiles.ts";
import { addTarget, type DraftState, type DraftTarget, keyOf, unwritten } from "./state.ts";

/** What saving and removing services and instances needs of a transaction, over a draft. */
export function draftTargets(state: DraftState) {
  const { writes } = state;
  const find = (name: TargetName) => state.targets.get(name.app)?.get(keyOf(name));
  return {
    // Where rows are not made beforehand, nothing is stored, so that any id will do.
    claimTarget: async (name: TargetName) =>
      find(name) ?? addTarget(state, { name, id: `new ${state.targetsById.size}`, current: undefined }),
    lockTarget: async (name: TargetName) => find(name)?.current,
    // A document says all of what it names, so that nothing begins with what a blueprint says.
    findTarget: async () => undefined,
    writeTarget: async (written: TargetToWrite): Promise<Target> => {
      const target = state.targetsById.get(written.id);
      if (target === undefined) throw new Error(`The row ${written.id} is not in the draft.`);
      target.current = writtenOver(target, written);
      writes.targets.set(written.id, written);
      return target.current;
    },
    markRemoved: async (name: TargetName) => {
      const target = find(name);
      if (target !== undefined) remove(target, writes);
    },
    removeInstances: async ({ app, service }: ServiceName): Promise<RemovedInstance[]> =>
      [...(state.targets.get(app)?.values() ?? [])].flatMap((target) => {
        const { stage, region } = target.name;
        const isThere = target.current !== undefined && target.current.removedAt === null;
        if (target.name.service !== service || stage === undefined || region === undefined || !isThere)
          return [];
        return { stage, region, revision: remove(target, writes) };
      }),
    deleteBlueprints: async (_org: string, ids: readonly string[]) => {
      for (const id of ids) {
        const target = state.targetsById.get(id);
        if (target !== undefined) target.current = undefined;
        writes.deletedBlueprints.push(id);
      }
    },
    listNearServices: async ({ app }: ServiceName) =>
      [...(state.targets.get(app)?.values() ?? [])].flatMap(({ name, current }) =>
        current === undefined || name.stage !== undefined || isBlueprint(name) ? [] : [name.service],
      ),
    readSealedOfTargets: async () => state.sealed.ofTargets,
  };
}

/** Marks a row as removed. Returns its revision since. */
function remove(target: DraftTarget, writes: DraftState["writes"]): number {
  const { current, id } = target;
  if (current === undefined) throw new Error(`The row ${id} was removed before it was filled.`);
  const revision = current.revision + 1;
  target.current = { ...current, removedAt: unwritten, revision };
  writes.removedTargets.push(id);
  return revision;
}

function writtenOver(
  { name, current }: DraftTarget,
  { id, revision, isRemoved, content }: TargetToWrite,
): Target {
  const { description, provider, inherits, requiredParameters } = content;
  return {
    id,
    service: name.service,
    stage: name.stage ?? null,
    region: name.region ?? null,
    ...{ description, provider, inherits, requiredParameters },
    parameters: content.parameters.map(storedTargetParameter),
    revision,
    createdAt: unwritten,
    updatedAt: unwritten,
    removedAt: isRemoved ? (current?.removedAt ?? unwritten) : null,
  };
}

function storedTargetParameter(parameter: NextTargetParameter): TargetParameter {
  if (!("isNone" in parameter)) return storedAs(parameter);
  return parameter.stored ?? { key: parameter.key, isNone: true, valueId: "new", setAt: unwritten };
}
