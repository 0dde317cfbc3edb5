import { Unanswered, UsageError } from "@stagepass/runtime/terminal";
import { askAt } from "./ask.ts";
import { exitCodes } from "./exit-codes.ts";
import { help, readOptions } from "./options.ts";
import { perform } from "./perform.ts";
import { openTerminal } from "./terminal.ts";

const terminal = openTerminal(process, process.env, process.cwd());
try {
  const command = readOptions(process.argv.slice(2), process.env);
  if (command === "help") terminal.write(help);
  else process.exitCode = await perform(command, askAt(command), terminal);
} catch (error) {
  if (!(error instanceof UsageError || error instanceof Unanswered)) throw error;
  process.exitCode = exitCodes.failed;
  terminal.say(`${error.message}\n`);
}
