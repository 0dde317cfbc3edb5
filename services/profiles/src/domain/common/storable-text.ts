import { isStorable, jsonPath, storableRule, type Violation } from "@stagepass/contracts";

/** Finds the texts in a value of any shape, its keys included, that Postgres cannot store as they are. */
export function unstorableTexts(value: unknown, path: readonly PropertyKey[]): Violation[] {
  if (typeof value === "string") return isStorable(value) ? [] : [violationAt(path)];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    if (!isStorable(name)) return [violationAt(path)];
    return unstorableTexts(child, [...path, Array.isArray(value) ? Number(name) : name]);
  });
}

function violationAt(path: readonly PropertyKey[]): Violation {
  return { path: jsonPath(path), message: storableRule };
}
