import { z } from "zod";

/**
 * Whether a text can be stored and sent: Postgres keeps no NUL character, and half of a surrogate pair cannot be
 * written in UTF-8.
 */
export function isStorable(text: string): boolean {
  return !/\0|\p{Surrogate}/u.test(text);
}

/** What a text must be to be storable, in words. */
export const storableRule = "must not contain a NUL character or half of a surrogate pair";

/** Storable text of at most `maxLength` characters. */
export function plainText(maxLength: number) {
  return z
    .string()
    .max(maxLength, `must be at most ${maxLength} characters`)
    .refine(isStorable, storableRule);
}
