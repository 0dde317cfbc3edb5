import type { Origin } from "./origins.ts";
import { invalidFile, isFields, nameOf, readDocument } from "./read-document.ts";
import type { Terminal } from "./terminal.ts";

/** The safeguards of a file, which are not checked yet, and where they are in it. */
export interface ReadSafeguards {
  readonly safeguards: unknown;
  readonly origin: Origin;
}

/** Reads a list of safeguards, a profile that has some, or a single one. Throws `UsageError` for anything else. */
export async function readSafeguards(
  file: string,
  terminal: Pick<Terminal, "read">,
): Promise<ReadSafeguards> {
  const value = await readDocument(file, terminal);
  const name = nameOf(file);
  if (Array.isArray(value)) return { safeguards: value, origin: { at: "$.safeguards", name, root: "$" } };
  if (isFields(value) && "safeguards" in value) {
    const origin = { at: "$.safeguards", name, root: "$.safeguards" };
    return { safeguards: value["safeguards"], origin };
  }
  if (isFields(value) && "safeguard" in value) {
    return { safeguards: [value], origin: { at: "$.safeguards[0]", name, root: "$" } };
  }
  throw invalidFile(file, "must be a list of safeguards, a profile with safeguards, or one safeguard");
}
