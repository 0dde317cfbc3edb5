import { invalidInput, jsonPath, Problem, parseJson, type SafeguardInput } from "@stagepass/contracts";
import { parseYaml } from "./parse-yaml.ts";
import { isRecord } from "./place.ts";
import type { InTurns } from "./turns.ts";

type Template = Exclude<SafeguardInput["template"], undefined>;

/**
 * The object that a template is or whose JSON or YAML it holds. `root` is where it stands in the caller's body. Throws
 * `invalid` with a path from there.
 */
export function* parseTemplate(
  template: Template,
  root: readonly PropertyKey[],
): InTurns<Readonly<Record<string, unknown>>> {
  const parsed = typeof template === "string" ? yield* parseText(template, root) : template;
  if (isRecord(parsed)) return parsed;
  const message = "must be a CloudFormation template: an object, or a string that holds JSON or YAML";
  throw invalidInput([{ path: jsonPath(root), message }]);
}

function parseText(text: string, root: readonly PropertyKey[]): InTurns<unknown> {
  return /^\s*\{/.test(text) ? parseBraced(text, root) : parseYaml(text, root);
}

/** Text that begins with a brace is JSON, or else a YAML mapping in flow style. */
function* parseBraced(text: string, root: readonly PropertyKey[]): InTurns<unknown> {
  try {
    return parseJson(text, root);
  } catch (error) {
    if (!(error instanceof Problem && error.code === "malformed")) throw error;
    return (yield* parseFlowStyle(text, root)) ?? refuse(error, root);
  }
}

/** JSON is so much the likelier intention that its mistake is the one to report. */
function* parseFlowStyle(text: string, root: readonly PropertyKey[]): InTurns<unknown> {
  try {
    return yield* parseYaml(text, root);
  } catch {
    return undefined;
  }
}

function refuse(notJson: Problem, root: readonly PropertyKey[]): never {
  const path = jsonPath(root);
  throw invalidInput([{ path, message: notJson.facts.detail.slice(path.length + 1) }]);
}
