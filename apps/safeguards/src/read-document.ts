import { UsageError } from "@stagepass/runtime/terminal";
import { parseDocument } from "@stagepass/safeguards/workbench";
import { withOrigins } from "./origins.ts";
import type { Terminal } from "./terminal.ts";

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns the name of a file for messages. */
export function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}

/** Reads the value in a JSON or YAML file. Throws `UsageError`, with line and column of a syntax error. */
export async function readDocument(file: string, terminal: Pick<Terminal, "read">): Promise<unknown> {
  const text = await terminal.read(file);
  return withOrigins([{ at: "$", name: nameOf(file), root: "$" }], () => parseDocument(text));
}

/** Whether a value is an object with fields, such as a mapping of YAML. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Makes the error for a file with the wrong content. `message` continues a sentence that begins with the file's name.
 */
export function invalidFile(file: string, message: string): UsageError {
  return new UsageError(`${nameOf(file)}: ${message}`);
}
