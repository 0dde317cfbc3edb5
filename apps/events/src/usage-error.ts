/** Says that the command line is wrong, and why. */
export class UsageError extends Error {
  readonly exitCode = 2;
}
