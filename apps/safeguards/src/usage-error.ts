/** Says that the command line or an input is wrong, and why, in one line or more. */
export class UsageError extends Error {}
