import type { KeyScope } from "@stagepass/contracts";
import { z } from "zod";

const names = z.array(z.string()).nullable();

/** What an access key is limited to, as its row has it; null limits nothing. A list that is forgotten would widen keys. */
export const scopeColumns = { apps: names, stages: names } satisfies Record<keyof KeyScope, z.ZodType>;

/** The columns as they are read. */
export type ScopeColumns = Readonly<Record<keyof KeyScope, string[] | null>>;

/** The scope of a key, by its columns. */
export function scopeOf({ apps, stages }: ScopeColumns): KeyScope {
  return { apps: apps ?? undefined, stages: stages ?? undefined } satisfies Record<keyof KeyScope, unknown>;
}
