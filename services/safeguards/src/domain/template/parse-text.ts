import { invalidInput, jsonPath, Problem, parseJson } from "@stagepass/contracts";
import type { YamlReading } from "./yaml/yaml-reader.ts";

/** Reads a text that is no longer than `maxYamlLength`. */
export type ReadYaml = (text: string) => Promise<YamlReading>;

/** The largest YAML text, in characters: what CloudFormation itself takes. Larger templates can be sent as JSON. */
export const maxYamlLength = 1024 * 1024;

/**
 * The value that a text holds as JSON or YAML. `root` is where the text stands in what the caller sent. Throws `invalid`
 * with a path from there, and with the line of what breaks a rule.
 */
export async function parseText(
  text: string,
  root: readonly PropertyKey[],
  readYaml: ReadYaml,
): Promise<unknown> {
  const refuse = (message: string) => invalidInput([{ path: jsonPath(root), message }]);
  const read = async (): Promise<YamlReading> => (text.length > maxYamlLength ? tooLong : readYaml(text));
  if (!mayBeJson(text)) {
    const reading = await read();
    if ("refused" in reading) throw refuse(reading.refused);
    return JSON.parse(reading.json);
  }
  try {
    return parseJson(text, root);
  } catch (error) {
    if (!(error instanceof Problem && error.code === "malformed")) throw error;
    const reading = await read();
    if ("json" in reading) return JSON.parse(reading.json);
    // Whoever begins with a bracket most likely means JSON, so that its violation is reported.
    throw refuse(error.facts.detail.slice(jsonPath(root).length + 1));
  }
}

/** Text that begins with a bracket is JSON, or else YAML in flow style. */
function mayBeJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

const tooLong = {
  refused: `is YAML of more than ${maxYamlLength} characters; send it as JSON, or as an object`,
};
