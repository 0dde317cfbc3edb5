/** The exit codes of the program. A deploy must not go on after any code but 0. */
export const exitCodes = {
  /** The deploy is allowed, perhaps with warnings. */
  allowed: 0,
  blocked: 1,
  /** The command line or an input is wrong, and nothing was evaluated. */
  badInput: 2,
  /** The program itself failed, and nothing was evaluated. */
  failed: 3,
} as const;
