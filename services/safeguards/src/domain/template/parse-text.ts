import { invalidInput, jsonPath, Problem, parseJson } from "@stagepass/contracts";
import type { InTurns } from "./turns.ts";
import { parseYaml } from "./yaml/parse-yaml.ts";

/**
 * The value that a text holds as JSON or YAML. `root` is where the text stands in what the caller sent. Throws `invalid`
 * with a path from there, and with the line of a mistake.
 */
export function parseText(text: string, root: readonly PropertyKey[]): InTurns<unknown> {
  return /^\s*[{[]/.test(text) ? parseBracketed(text, root) : parseYaml(text, root);
}

/** Text that begins with a bracket is JSON, or else YAML in flow style. */
function* parseBracketed(text: string, root: readonly PropertyKey[]): InTurns<unknown> {
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
