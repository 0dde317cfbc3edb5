import { z } from "zod";

/** The service has no settings of its own: it stores nothing and reaches nothing but the bus. */
export const Config = z.object({});
