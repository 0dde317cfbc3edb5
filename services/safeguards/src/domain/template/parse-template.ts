import { invalidInput, jsonPath, type SafeguardInput } from "@stagepass/contracts";
import { parseText, type ReadYaml } from "./parse-text.ts";
import { isRecord } from "./values/raw.ts";

type Template = Exclude<SafeguardInput["template"], undefined>;

/**
 * The object that a template is or whose JSON or YAML it holds. `root` is where it stands in the caller's body. Throws
 * `invalid` with a path from there.
 */
export async function parseTemplate(
  template: Template,
  root: readonly PropertyKey[],
  readYaml: ReadYaml,
): Promise<Readonly<Record<string, unknown>>> {
  const parsed = typeof template === "string" ? await parseText(template, root, readYaml) : template;
  if (isRecord(parsed)) return parsed;
  const message = "must be a CloudFormation template: an object, or a string that holds JSON or YAML";
  throw invalidInput([{ path: jsonPath(root), message }]);
}
