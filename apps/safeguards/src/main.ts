import { UsageError } from "@stagepass/runtime/terminal";
import { exitCodes } from "./exit-codes.ts";
import { readOptions } from "./options.ts";
import { perform } from "./perform.ts";
import { openTerminal } from "./terminal.ts";

const terminal = openTerminal(process, process.env, process.cwd());
try {
  process.exitCode = await perform(readOptions(process.argv.slice(2)), terminal);
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.exitCode = isUsage ? exitCodes.badInput : exitCodes.failed;
  terminal.say(
    `${isUsage ? error.message : `Nothing was evaluated. ${error instanceof Error ? error.stack : error}`}\n`,
  );
}
