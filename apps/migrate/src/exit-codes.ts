/** The exit codes of the program. */
export const exitCodes = {
  /** It was done, or could be done so that every deploy gets what it gets now. */
  done: 0,
  /** Something is in the way, or deploys would get something else. */
  refused: 1,
  /** The command line is wrong, and nothing was asked. */
  badInput: 2,
  /** The answer did not come, or not from somebody who may ask. */
  failed: 3,
} as const;
