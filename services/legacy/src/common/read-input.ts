import { invalid, safeParse } from "@stagepass/contracts";
import type { z } from "zod";

/** Parses a value that was made from what a client sent. Throws `invalid`, with paths that begin at the prefix. */
export function readInput<S extends z.ZodType>(
  schema: S,
  value: unknown,
  prefix: readonly string[] = [],
): z.output<S> {
  const { success, data, error } = safeParse(schema, value);
  if (!success) throw invalid(error, prefix);
  return data;
}
