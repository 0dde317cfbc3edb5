import type { TargetParameter } from "../targets/target.ts";
import { type DraftState, keyOf } from "./draft/state.ts";
import type { Step, ValuesOf } from "./step.ts";

/** The ids of stored values, by the tables that they are in. */
export interface NeededValues {
  readonly ofProfiles: readonly string[];
  readonly ofTargets: readonly string[];
}

/** Returns which stored values some steps compare with given ones, or keep. */
export function neededValues(state: DraftState, steps: readonly Step[]): NeededValues {
  const reads = steps.flatMap(({ reads: values }) => values ?? []);
  return {
    ofProfiles: reads.flatMap((values) =>
      "profile" in values ? idsIn(storedOf(state, values), values) : [],
    ),
    ofTargets: reads.flatMap((values) => ("target" in values ? idsIn(storedOf(state, values), values) : [])),
  };
}

function storedOf(state: DraftState, values: ValuesOf): readonly TargetParameter[] {
  if ("profile" in values) return state.profiles.get(values.profile)?.current?.parameters ?? [];
  const { target } = values;
  return state.targets.get(target.app)?.get(keyOf(target))?.current?.parameters ?? [];
}

function idsIn(stored: readonly TargetParameter[], { keys }: ValuesOf): string[] {
  return stored.flatMap((parameter) =>
    "isNone" in parameter || parameter.content.kind !== "sealed" || !keys.includes(parameter.key)
      ? []
      : [parameter.valueId],
  );
}
