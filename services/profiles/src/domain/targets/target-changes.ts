import { InstanceField, ServiceField } from "@stagepass/contracts";
import { sameJson } from "../common/same-json.ts";
import { keepTargetParameter } from "./merge-target.ts";
import type { NextTarget, NextTargetParameter, Target, TargetField } from "./target.ts";

/** What differs between what is stored and what is about to be: names of fields and keys of parameters, never values. */
export interface TargetChanges {
  readonly fields: TargetField[];
  readonly parameterKeys: string[];
}

/** Nothing differs. */
export const nothing: TargetChanges = { fields: [], parameterKeys: [] };

/** Returns what differs in a service or an instance. */
export function changesOf(current: Target, next: NextTarget): TargetChanges {
  const fields: readonly TargetField[] =
    current.stage === null ? ServiceField.options : InstanceField.options;
  const before = { ...current, parameters: current.parameters.map(keepTargetParameter) };
  return {
    fields: fields.filter((field) => !sameJson(compared(before, field), compared(next, field))),
    parameterKeys: differingKeys(before.parameters, next.parameters),
  };
}

function compared(target: NextTarget, field: TargetField): unknown {
  return field === "parameters" ? target.parameters.map(identity) : target[field];
}

/** Returns the keys that were added, removed, or have another value or sensitivity, whatever their order. */
function differingKeys(
  before: readonly NextTargetParameter[],
  after: readonly NextTargetParameter[],
): string[] {
  const old = new Map(before.map((parameter) => [parameter.key, identity(parameter)]));
  const now = new Map(after.map((parameter) => [parameter.key, identity(parameter)]));
  const keys = new Set([...now.keys(), ...old.keys()]);
  return [...keys].filter((key) => !sameJson(old.get(key) ?? null, now.get(key) ?? null));
}

/** What two equal parameters have in common. A value that is not stored yet differs from every stored one. */
function identity(parameter: NextTargetParameter) {
  const { key } = parameter;
  if ("isNone" in parameter) return { key, isNone: true };
  const { sensitive, value } = parameter;
  return { key, sensitive, value: "valueId" in value ? value.valueId : "new" };
}
