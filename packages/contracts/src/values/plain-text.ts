import { z } from "zod";

/**
 * Whether a text can be stored and sent: Postgres keeps no NUL character, and half of a surrogate pair cannot be
 * written in UTF-8.
 */
export function isStorable(text: string): boolean {
  return !/\0|\p{Surrogate}/u.test(text);
}

/** The rule that a text breaks which is not storable. */
export const storableRule = "must not contain a NUL character or half of a surrogate pair";

/** Text of at most so many characters that can be stored and sent. */
export function plainText(maxLength: number) {
  return z
    .string()
    .max(maxLength, `must be at most ${maxLength} characters`)
    .refine(isStorable, storableRule);
}
