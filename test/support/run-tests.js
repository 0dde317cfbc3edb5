import { spawn } from "node:child_process";
import { parseArgs } from "node:util";

/** A command line that makes no sense; the message says why. */
export class UsageError extends Error {}

/**
 * Runs some tests by a command of its own: prints its help when it is asked for, and refuses in one sentence, with the exit
 * code 2, what makes no sense. Otherwise the exit code is that of the tests.
 *
 * `options` are the names of those that take a whole number. `plan` returns the arguments for `vitest run` and the
 * variables to set, or throws a `UsageError`.
 */
export function runTests({ help, options, plan }) {
  try {
    const { values, positionals } = parse(options);
    if (values.help) process.stdout.write(help);
    else start(plan(values, positionals));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

function parse(options) {
  const numbers = Object.fromEntries(options.map((name) => [name, { type: "string" }]));
  const line = parseLine({ ...numbers, help: { type: "boolean", short: "h" } });
  for (const name of options) {
    const text = line.values[name];
    if (text !== undefined && !/^\d{1,10}$/.test(text))
      throw new UsageError(
        `--${name} takes a whole number, and not ${text === "" ? "an empty text" : text}.`,
      );
  }
  return line;
}

function parseLine(options) {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    // What Node adds to its first sentence is how to pass such a text to another program.
    throw new UsageError(`${error.message.split(". ")[0]}.`);
  }
}

function start({ args, env }) {
  const vitest = spawn("npx", ["vitest", "run", ...args], {
    env: { ...process.env, ...env },
    stdio: "inherit",
  });
  vitest.once("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
