import { parseDocument } from "@stagepass/safeguards/workbench";
import { withOrigins } from "./origins.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** The name of a file for people. */
export function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}

/** The value that a JSON or YAML file holds. Throws `UsageError`, with line and column where the syntax breaks. */
export async function readDocument(file: string, terminal: Pick<Terminal, "read">): Promise<unknown> {
  const text = await terminal.read(file);
  return withOrigins([{ at: "$", name: nameOf(file), root: "$" }], () => parseDocument(text));
}

/** Whether a value is an object with fields, such as a mapping of YAML. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Refuses a file for what it holds; `message` continues a sentence about it. */
export function refusal(file: string, message: string): UsageError {
  return new UsageError(`${nameOf(file)}: ${message}`);
}
