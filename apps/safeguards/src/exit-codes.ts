/** What a script learns from the program's end. Whatever is not 0 must not be deployed. */
export const exitCodes = {
  /** Allowed, also with warnings. */
  allowed: 0,
  blocked: 1,
  /** The command line or an input makes no sense, and nothing was judged. */
  badInput: 2,
  /** The program itself failed, and nothing was judged. */
  failed: 3,
} as const;
