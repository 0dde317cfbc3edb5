import { jsonPath, type Mistake } from "@stagepass/contracts";

/**
 * The texts in a value that Postgres cannot keep as they are: those with a NUL character, and those with half of a
 * surrogate pair, which is no Unicode and cannot be written in UTF-8.
 */
export function unstorableTexts(value: unknown, path: readonly PropertyKey[] = []): Mistake[] {
  if (typeof value === "string") return isStorable(value) ? [] : [mistakeAt(path)];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    if (!isStorable(name)) return [mistakeAt(path)];
    return unstorableTexts(child, [...path, Array.isArray(value) ? Number(name) : name]);
  });
}

function isStorable(text: string): boolean {
  return !text.includes("\u0000") && !/\p{Surrogate}/u.test(text);
}

function mistakeAt(path: readonly PropertyKey[]): Mistake {
  return { path: jsonPath(path), message: "must not contain a NUL character or half of a surrogate pair" };
}
