import { setImmediate } from "node:timers/promises";
import type { ReplyFormat } from "@stagepass/runtime";
import { stringify } from "yaml";

/** Writes an answer as YAML (RFC 9512). */
export const yamlFormat: ReplyFormat = { contentType: "application/yaml; charset=utf-8", write: yamlOf };

/**
 * Writes an object as YAML. The entries of its collections are written one by one, with time for other requests between them,
 * since those of a large organization take a second together.
 */
async function yamlOf(body: unknown): Promise<string> {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(Object(body))) {
    if (!isCollection(value)) {
      parts.push(stringify({ [name]: value }, style));
      continue;
    }
    parts.push(`${name}:\n`);
    for (const [key, entry] of Object.entries(value)) {
      parts.push(indented(stringify({ [key]: entry }, style)));
      await setImmediate();
    }
  }
  return parts.join("");
}

/** Long lines are not folded, so that a change of a text changes its own line alone. */
const style = { lineWidth: 0, aliasDuplicateObjects: false } as const;

function isCollection(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
  );
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}
