import { z } from "zod";

/** The organization of an event, and the id of the key that made the change. */
export const by = { org: z.string(), by: z.string() };

/** The organization and the key of the examples. */
export const exampleBy = { org: "acmecorp", by: "key_8Yq2" };

/** Names of fields, of which a later release may have more: who follows events reads them all the same. */
export function namesOf<N extends z.ZodEnum>(known: N) {
  return z.array(z.union([known, z.string()]));
}
