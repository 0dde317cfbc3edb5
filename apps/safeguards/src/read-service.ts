import { join } from "node:path";
import type { CheckOptions } from "./options.ts";
import type { Origin } from "./origins.ts";
import { type Fields, invalidFile, isFields, nameOf, readDocument } from "./read-document.ts";
import type { Terminal } from "./terminal.ts";

/** The inputs that describe the service to deploy. */
export interface ReadService {
  /** The template's text, which is parsed where it is evaluated. */
  readonly template: string | undefined;
  readonly declaration: Fields | undefined;
  readonly origins: readonly Origin[];
}

const templateAt = "$.input.template";
const declarationAt = "$.input.declaration";

/** Reads the template and the declaration, or the folder that has both. Throws `UsageError`. */
export async function readService(
  { template, declaration, package: folder }: CheckOptions,
  terminal: Pick<Terminal, "read">,
): Promise<ReadService> {
  if (folder !== undefined) return readPackage(folder, terminal);
  return {
    template: template === undefined ? undefined : await terminal.read(template),
    declaration: declaration === undefined ? undefined : await readDeclaration(declaration, terminal),
    origins: [
      ...(template === undefined ? [] : [{ at: templateAt, name: nameOf(template), root: "$" }]),
      ...(declaration === undefined ? [] : [{ at: declarationAt, name: nameOf(declaration), root: "$" }]),
    ],
  };
}

async function readDeclaration(file: string, terminal: Pick<Terminal, "read">): Promise<Fields> {
  const value = await readDocument(file, terminal);
  if (!isFields(value)) throw invalidFile(file, "must be the mapping that a serverless.yml is");
  return value;
}

/** Reads two of the files that `serverless package` writes. */
async function readPackage(folder: string, terminal: Pick<Terminal, "read">): Promise<ReadService> {
  const template = join(folder, "cloudformation-template-update-stack.json");
  const state = join(folder, "serverless-state.json");
  const origins = [
    { at: templateAt, name: template, root: "$" },
    { at: declarationAt, name: state, root: "$.service" },
  ];
  return { template: await terminal.read(template), declaration: await readState(state, terminal), origins };
}

async function readState(file: string, terminal: Pick<Terminal, "read">): Promise<Fields> {
  const state = await readDocument(file, terminal);
  const service = isFields(state) ? state["service"] : undefined;
  if (!isFields(service)) throw invalidFile(file, "$.service: must be the resolved service");
  if (!isFields(service["provider"])) return service;
  // The framework keeps copies of its templates here, which are not part of the declaration.
  const {
    compiledCloudFormationTemplate: _,
    coreCloudFormationTemplate: __,
    ...provider
  } = service["provider"];
  return { ...service, provider };
}
