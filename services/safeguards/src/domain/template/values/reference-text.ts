import { intrinsicOf, isRecord } from "./place.ts";
import { textsOf } from "./texts.ts";

/** What stands for a part that even its reference does not tell; no name can be spelled so. */
const unknown = "${?}";

/**
 * The text of a value, with references to parameters and resources spelled as `Fn::Sub` spells them: `${Bucket}`,
 * `${Bucket.Arn}`. Equal texts are equal values. Undefined when the value is no text, has parts that only AWS knows or
 * that depend on a condition.
 */
export function referenceText(value: unknown): string | undefined {
  const [text, ...others] = textsOf(spelled(value), unknown) ?? [];
  return others.length > 0 || text?.includes(unknown) ? undefined : text;
}

/** The value with each reference in it replaced by its spelling. What only looks like a spelling is escaped. */
function spelled(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("${", "${!");
  if (Array.isArray(value)) return value.map(spelled);
  if (!isRecord(value)) return value;
  switch (intrinsicOf(value)) {
    case "Ref":
      return value["Ref"] === "AWS::NoValue" ? value : spelling(value["Ref"]);
    case "Fn::GetAtt":
      return attribute(value["Fn::GetAtt"]);
    case "Fn::Sub":
      return { "Fn::Sub": substitution(value["Fn::Sub"]) };
    default:
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spelled(inner)]));
  }
}

function spelling(name: unknown): string {
  return typeof name === "string" ? `\${${name}}` : unknown;
}

function attribute(operand: unknown): string {
  const names: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  return names.every((name) => typeof name === "string") ? spelling(names.join(".")) : unknown;
}

/** The operand of an `Fn::Sub` with a variable for every name in it. Its own escapes are kept. */
function substitution(operand: unknown): unknown {
  const [text, given] = (Array.isArray(operand) ? operand : [operand, {}]) as readonly unknown[]; // any[] otherwise
  if (typeof text !== "string" || !isRecord(given)) return undefined;
  const names = [...text.matchAll(/\$\{([^${}!][^${}]*)\}/g)].map(([, name = ""]) => name);
  const variables = Object.fromEntries(names.map((name) => [name, spelling(name)]));
  const named = Object.entries(given).map(([name, value]) => [name, spelled(value)]);
  return [text.replaceAll("${!", "${!!"), { ...variables, ...Object.fromEntries(named) }];
}
