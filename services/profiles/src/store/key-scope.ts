import type { KeyScope } from "@stagepass/contracts";
import { z } from "zod";

const names = z.array(z.string()).nullable();

/**
 * The columns of an access key's scope, of which null limits nothing. A field that is forgotten here would widen keys,
 * so the compiler demands every field.
 */
export const scopeColumns = {
  apps: names,
  stages: names,
  services: names,
  profiles: names,
} satisfies Record<keyof KeyScope, z.ZodType>;

/** The values of the columns. */
export type ScopeColumns = Readonly<Record<keyof KeyScope, string[] | null>>;

/** Makes the scope of a key from its columns. */
export function scopeOf({ apps, stages, services, profiles }: ScopeColumns): KeyScope {
  return {
    apps: apps ?? undefined,
    stages: stages ?? undefined,
    services: services ?? undefined,
    profiles: profiles ?? undefined,
  } satisfies Record<keyof KeyScope, unknown>;
}
