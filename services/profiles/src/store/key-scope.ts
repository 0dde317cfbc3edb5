import type { KeyScope } from "@stagepass/contracts";
import { z } from "zod";

/** What an access key is limited to, as its row has it; null limits nothing. */
export const scopeColumns = {
  apps: z.array(z.string()).nullable(),
  stages: z.array(z.string()).nullable(),
};

/** The columns as they are read. */
export interface ScopeColumns {
  readonly apps: string[] | null;
  readonly stages: string[] | null;
}

/** The scope of a key, by its columns. */
export function scopeOf({ apps, stages }: ScopeColumns): KeyScope {
  return { ...(apps && { apps }), ...(stages && { stages }) };
}
