import { type Changed, ProfileField } from "@stagepass/contracts";
import { sameJson } from "../common/same-json.ts";
import type { NextParameter, NextVersion } from "./profile.ts";
import { contentOf, type ProfileVersion } from "./profile.ts";

/** What differs between a version and the next one: names of fields and keys of parameters, never values. */
export function changesBetween(current: ProfileVersion, next: NextVersion): Changed {
  const before = contentOf(current);
  const differs = (field: ProfileField) => !sameJson(compared[field](before), compared[field](next));
  const fields = ProfileField.options.filter(differs);
  return { fields, parameterKeys: differingKeys(before.parameters, next.parameters) };
}

/** What of each field makes it the same as another. */
const compared = {
  description: ({ description }) => description,
  accessRole: ({ accessRole }) => accessRole,
  parameters: ({ parameters }) => parameters.map(identity),
  safeguards: ({ safeguards }) => safeguards,
  clients: ({ clients }) => clients,
} satisfies Record<ProfileField, (content: NextVersion) => unknown>;

/** The keys that were added, removed, or have another value or sensitivity. Order is no difference of a key. */
function differingKeys(before: readonly NextParameter[], after: readonly NextParameter[]): string[] {
  const old = new Map(before.map((parameter) => [parameter.key, identity(parameter)]));
  const now = new Map(after.map((parameter) => [parameter.key, identity(parameter)]));
  const keys = new Set([...now.keys(), ...old.keys()]);
  return [...keys].filter((key) => !sameJson(old.get(key) ?? null, now.get(key) ?? null));
}

/** What makes a parameter the same as another: a value that is not stored yet is like none that is. */
function identity({ key, sensitive, value }: NextParameter) {
  return { key, sensitive, value: "valueId" in value ? value.valueId : "new" } satisfies Record<
    keyof NextParameter,
    unknown
  >;
}
