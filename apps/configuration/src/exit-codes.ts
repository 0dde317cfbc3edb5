/** The exit codes of the program. */
export const exitCodes = {
  /** It was done, or `plan` showed the difference. */
  done: 0,
  /** The command line is wrong, or Stagepass refused or did not answer. */
  failed: 1,
  /** Something would change, and `--exit-code` asked for that. */
  differs: 2,
} as const;
