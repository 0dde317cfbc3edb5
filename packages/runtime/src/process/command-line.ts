import { type ParseArgsConfig, parseArgs } from "node:util";

/** Says that the command line, or a file that it names, is wrong, and why. */
export class UsageError extends Error {
  readonly exitCode = 2;
}

/** Parses the arguments of a program. Throws `UsageError` with what is wrong, followed by the advice. */
export function parseCommandLine<C extends ParseArgsConfig>(
  config: C,
  advice: string,
): ReturnType<typeof parseArgs<C>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node goes on with advice of its own after the first sentence.
    const reason = error instanceof Error ? error.message.split(". ", 1)[0] : String(error);
    throw new UsageError(`${reason}. ${advice}`);
  }
}
