import { z } from "zod";

/**
 * `schema.safeParse` for values from outside. zod throws a TypeError for an object whose `length` cannot be compared with
 * a limit, such as `{"length": {"valueOf": 1}}` in place of a text. Here it is one more value that does not fit.
 */
export function safeParse<S extends z.ZodType>(schema: S, value: unknown): z.ZodSafeParseResult<z.output<S>> {
  try {
    return schema.safeParse(value);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const message = "must not hold an object whose length is an object, where something else belongs";
    const error = new z.ZodError([{ code: "custom", path: [], message, input: value }]);
    return { success: false, error: error as z.ZodError<z.output<S>> }; // the type parameter is a phantom: nothing in the error depends on it
  }
}
