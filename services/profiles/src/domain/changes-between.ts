import type { Changed } from "@stagepass/contracts";
import type { NextParameter, NextVersion } from "./profile.ts";
import { contentOf, type ProfileVersion } from "./profile.ts";
import { sameJson } from "./same-json.ts";

/** What differs between a version and the next one: names of fields and keys of parameters, never values. */
export function changesBetween(current: ProfileVersion, next: NextVersion): Changed {
  const before = contentOf(current);
  const fields: Changed["fields"] = [];
  if (before.description !== next.description) fields.push("description");
  if (!sameJson(before.accessRole, next.accessRole)) fields.push("accessRole");
  if (!sameJson(before.parameters.map(identity), next.parameters.map(identity))) fields.push("parameters");
  if (!sameJson(before.safeguards, next.safeguards)) fields.push("safeguards");
  if (!sameJson(before.clients, next.clients)) fields.push("clients");
  return { fields, parameterKeys: differingKeys(before.parameters, next.parameters) };
}

/** The keys that were added, removed, or have another value or sensitivity. Order is no difference of a key. */
function differingKeys(before: readonly NextParameter[], after: readonly NextParameter[]): string[] {
  const old = new Map(before.map((parameter) => [parameter.key, identity(parameter)]));
  const now = new Map(after.map((parameter) => [parameter.key, identity(parameter)]));
  const keys = new Set([...now.keys(), ...old.keys()]);
  return [...keys].filter((key) => !sameJson(old.get(key) ?? null, now.get(key) ?? null));
}

/** What makes a parameter the same as another: a value that is not stored yet is like none that is. */
function identity({ key, sensitive, value }: NextParameter) {
  return [key, sensitive, "valueId" in value ? value.valueId : "new"];
}
