import { UsageError } from "@stagepass/runtime/terminal";
import { askAt } from "./ask.ts";
import { exitCodes } from "./exit-codes.ts";
import { help, readOptions } from "./options.ts";
import { perform } from "./perform.ts";

const output = {
  write: (text: string) => void process.stdout.write(text),
  say: (text: string) => void process.stderr.write(text),
};
try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === "help") output.write(help);
  else process.exitCode = await perform(options, askAt(options), output);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.exitCode = exitCodes.badInput;
  output.say(`${error.message}\n`);
}
