import { didYouMean } from "@stagepass/contracts";
import { UsageError } from "@stagepass/runtime/terminal";
import { findPage, listPolicies } from "@stagepass/safeguards/workbench";
import { catalogueText } from "./catalogue-text.ts";
import { check } from "./check.ts";
import { exitCodes } from "./exit-codes.ts";
import { type Command, help } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** Performs the command, and returns the exit code. Throws `UsageError`. */
export async function perform(command: Command, terminal: Terminal): Promise<number> {
  switch (command.name) {
    case "check":
      return check(command.options, terminal);
    case "list":
      terminal.write(command.json ? asJson(listPolicies()) : catalogueText(listPolicies(), terminal.columns));
      return exitCodes.allowed;
    case "show":
      terminal.write(show(command.id, command.json));
      return exitCodes.allowed;
    case "help":
      terminal.write(help);
      return exitCodes.allowed;
  }
}

function show(id: string, json: boolean): string {
  const view = listPolicies().find(({ safeguard }) => safeguard === id);
  const page = findPage(id);
  if (view !== undefined && page !== undefined) return json ? asJson(view) : page;
  const near = didYouMean(
    id,
    listPolicies().map(({ safeguard }) => safeguard),
  );
  throw new UsageError(`There is no policy ${JSON.stringify(id)}.${near} See: npm run safeguards -- list`);
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
