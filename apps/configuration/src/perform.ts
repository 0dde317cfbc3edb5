import { inColours, plain } from "@stagepass/runtime/terminal";
import { type Ask, type Document, Refused } from "./ask.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Command } from "./options.ts";
import { problemText, report } from "./report.ts";
import type { Terminal } from "./terminal.ts";

/** Does what the command line asks for. Returns the exit code. Throws `UsageError` for a file that cannot be used. */
export async function perform(command: Command, ask: Ask, terminal: Terminal): Promise<number> {
  const paint = terminal.colours ? inColours : plain;
  try {
    if (command.name === "export") {
      const format = command.json || command.file.endsWith(".json") ? "json" : "yaml";
      const text = await ask.export(format);
      await terminal.save(command.file, format === "json" ? asJson(JSON.parse(text)) : text);
      return exitCodes.done;
    }
    const { name, prune, json } = command;
    const document = documentOf(command.file, await terminal.read(command.file));
    const base = name === "apply" ? command.base : undefined;
    const result = await ask.import(document, { dryRun: name === "plan", prune, base });
    terminal.write(json ? asJson(result) : report(result, paint));
    const asked = name === "plan" && command.exitCode;
    return asked && result.changes.length > 0 ? exitCodes.differs : exitCodes.done;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (command.json) terminal.write(asJson(error.problem));
    terminal.say(problemText(error.problem, paint));
    return exitCodes.failed;
  }
}

/** A document whose name does not say that it is JSON may be JSON: then it is read as such, which has no limit of aliases. */
function documentOf(file: string, text: string): Document {
  return { text, format: file.endsWith(".json") || isJson(text) ? "json" : "yaml" };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
