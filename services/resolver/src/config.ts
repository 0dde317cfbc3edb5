import { z } from "zod";

/** The resolver needs nothing of its own beside its links to NATS and Postgres. */
export const Config = z.object({});
