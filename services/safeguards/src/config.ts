import { z } from "zod";

/** The service stores nothing and reaches nothing but the bus, so that there is little to configure. */
export const Config = z.object({
  /** How many custom policies run at the same time, each in a process of its own. */
  SAFEGUARDS_SANDBOX_PROCESSES: z.coerce.number().int().min(1).max(64).default(2),
});
