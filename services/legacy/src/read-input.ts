import { invalid, safeParse } from "@stagepass/contracts";
import type { z } from "zod";

/** What the words of a client say in those of the domain. Throws `invalid`, with paths that begin at the prefix. */
export function readInput<S extends z.ZodType>(
  schema: S,
  value: unknown,
  prefix: readonly string[] = [],
): z.output<S> {
  const { success, data, error } = safeParse(schema, value);
  if (!success) throw invalid(error, prefix);
  return data;
}
