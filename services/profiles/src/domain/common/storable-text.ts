import { isStorable, jsonPath, type Mistake, storableRule } from "@stagepass/contracts";

/** The texts in a value of any shape that Postgres cannot keep as they are, keys too. */
export function unstorableTexts(value: unknown, path: readonly PropertyKey[]): Mistake[] {
  if (typeof value === "string") return isStorable(value) ? [] : [mistakeAt(path)];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    if (!isStorable(name)) return [mistakeAt(path)];
    return unstorableTexts(child, [...path, Array.isArray(value) ? Number(name) : name]);
  });
}

function mistakeAt(path: readonly PropertyKey[]): Mistake {
  return { path: jsonPath(path), message: storableRule };
}
