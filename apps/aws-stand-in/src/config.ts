import { z } from "zod";
import { DEFAULT_CREDENTIALS } from "./server.ts";

// A compose file passes a variable that is not set as an empty text.
const unsetWhenEmpty = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => value || undefined, schema);

/** The environment of the stand-in's container. */
export const Config = z
  .object({
    AWS_STAND_IN_HOST: unsetWhenEmpty(z.string().default("127.0.0.1")),
    AWS_STAND_IN_PORT: unsetWhenEmpty(z.coerce.number().int().min(0).max(65_535).default(4010)),
    AWS_STAND_IN_ACCESS_KEY_ID: unsetWhenEmpty(
      z
        .string()
        .regex(/^(?!ASIA)\w{16,128}$/, "must be 16 to 128 letters or digits and not begin with ASIA")
        .optional(),
    ),
    AWS_STAND_IN_SECRET_ACCESS_KEY: unsetWhenEmpty(
      z.string().min(16, "must have at least 16 characters").optional(),
    ),
    AWS_STAND_IN_STATE_FILE: unsetWhenEmpty(z.string().optional()),
    NODE_ENV: z.string().optional(),
  })
  .transform((env) => ({
    host: env.AWS_STAND_IN_HOST,
    port: env.AWS_STAND_IN_PORT,
    credentials: {
      ...DEFAULT_CREDENTIALS,
      ...(env.AWS_STAND_IN_ACCESS_KEY_ID && { accessKeyId: env.AWS_STAND_IN_ACCESS_KEY_ID }),
      ...(env.AWS_STAND_IN_SECRET_ACCESS_KEY && { secretAccessKey: env.AWS_STAND_IN_SECRET_ACCESS_KEY }),
    },
    ...(env.AWS_STAND_IN_STATE_FILE && { stateFile: env.AWS_STAND_IN_STATE_FILE }),
    nodeEnv: env.NODE_ENV,
  }));
