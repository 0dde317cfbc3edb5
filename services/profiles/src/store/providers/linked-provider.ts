import { ProviderRole } from "@stagepass/contracts";
import { z } from "zod";

/** What a plan reads of a provider that a level names. */
export const LinkedProvider = z.object({
  name: z.string(),
  revision: z.int(),
  accessRole: ProviderRole.nullable(),
});

/** SQL for a `LinkedProvider` of a row of `providers` that may not have been joined. */
export function linkedProvider(table: string): string {
  return `case when ${table}.name is not null then jsonb_build_object('name', ${table}.name,
              'revision', ${table}.revision, 'accessRole', ${table}.access_role) end`;
}
