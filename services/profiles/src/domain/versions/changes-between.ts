import { type Changed, ProfileField } from "@stagepass/contracts";
import { sameJson } from "../common/same-json.ts";
import type { NextParameter, NextVersion } from "./profile.ts";
import { contentOf, type ProfileVersion } from "./profile.ts";

/** Returns what differs between a version and the next one: names of fields and keys of parameters, never values. */
export function changesBetween(current: ProfileVersion, next: NextVersion): Changed {
  return differencesOf(contentOf(current), next);
}

/** Returns what differs between two contents of a profile, as `changesBetween` does. */
export function differencesOf(before: NextVersion, next: NextVersion): Changed & { fields: ProfileField[] } {
  const differs = (field: ProfileField) => !sameJson(compared[field](before), compared[field](next));
  const fields = ProfileField.options.filter(differs);
  return { fields, parameterKeys: differingKeys(before.parameters, next.parameters) };
}

/** What is compared of each field. */
const compared = {
  description: ({ description }) => description,
  accessRole: ({ accessRole }) => accessRole,
  parameters: ({ parameters }) => parameters.map(identity),
  safeguards: ({ safeguards }) => safeguards,
  clients: ({ clients }) => clients,
} satisfies Record<ProfileField, (content: NextVersion) => unknown>;

/** Returns the keys that were added, removed, or have another value or sensitivity, whatever their order. */
function differingKeys(before: readonly NextParameter[], after: readonly NextParameter[]): string[] {
  const old = new Map(before.map((parameter) => [parameter.key, identity(parameter)]));
  const now = new Map(after.map((parameter) => [parameter.key, identity(parameter)]));
  const keys = new Set([...now.keys(), ...old.keys()]);
  return [...keys].filter((key) => !sameJson(old.get(key) ?? null, now.get(key) ?? null));
}

/** What two equal parameters have in common. A value that is not stored yet differs from every stored one. */
function identity({ key, sensitive, value }: NextParameter) {
  return { key, sensitive, value: "valueId" in value ? value.valueId : "new" } satisfies Record<
    keyof NextParameter,
    unknown
  >;
}
