import { z } from "zod";

/**
 * Text of at most so many characters that can be stored and sent: Postgres keeps no NUL character, and half of a
 * surrogate pair cannot be written in UTF-8.
 */
export function plainText(maxLength: number) {
  return z
    .string()
    .max(maxLength, `must be at most ${maxLength} characters`)
    .refine((text) => !text.includes("\u0000"), "must not contain a NUL character")
    .refine((text) => !/\p{Surrogate}/u.test(text), "must not contain half of a surrogate pair");
}
