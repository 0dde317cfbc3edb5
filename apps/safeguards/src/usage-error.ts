/** A command line or an input that makes no sense; the message says why, in one line or more. */
export class UsageError extends Error {}
