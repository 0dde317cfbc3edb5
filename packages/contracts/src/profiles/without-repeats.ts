import type { z } from "zod";

/** Makes a check that adds a violation for each item of a list that stands in it before, at `path` within the item. */
export function withoutRepeats<T>(keyOf: (item: T) => string, path: readonly string[] = []) {
  return (list: readonly T[], context: z.core.$RefinementCtx): void => {
    const seen = new Set<string>();
    for (const [index, item] of list.entries()) {
      const key = keyOf(item);
      if (seen.has(key))
        context.addIssue({ code: "custom", path: [index, ...path], message: "stands in the list twice" });
      seen.add(key);
    }
  };
}
