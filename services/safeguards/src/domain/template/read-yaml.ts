import { maxYamlLength } from "./parse-text.ts";
import type { YamlReader, YamlReading } from "./yaml/yaml-reader.ts";

/** Reads a YAML document for another service. Throws `unavailable` when too many documents wait. */
export async function readYaml(
  text: string,
  org: string,
  { yaml }: { readonly yaml: YamlReader },
): Promise<YamlReading> {
  if (text.length > maxYamlLength)
    return { refused: `is YAML of more than ${maxYamlLength} characters; send it as JSON` };
  return yaml.read(text, org);
}
