import { intrinsicOf, isRecord } from "./place.ts";

/** What the parameters of a template are when a deploy does not say otherwise: texts, or lists of texts. */
export type ParameterDefaults = ReadonlyMap<string, string | readonly string[]>;

/** The defaults of a template's parameters. One that is read from Parameter Store has a name as its default, and no value. */
export function readParameterDefaults(template: Readonly<Record<string, unknown>>): ParameterDefaults {
  const parameters = isRecord(template["Parameters"]) ? Object.entries(template["Parameters"]) : [];
  return new Map(
    parameters.flatMap(([name, parameter]): [string, string | readonly string[]][] => {
      if (!isRecord(parameter)) return [];
      const { Type: type, Default: value } = parameter;
      if (typeof type !== "string" || type.startsWith("AWS::SSM::")) return [];
      if (typeof value !== "string" && typeof value !== "number") return [];
      const isList = type === "CommaDelimitedList" || type.startsWith("List<");
      return [
        [
          name,
          isList
            ? String(value)
                .split(",")
                .map((text) => text.trim())
            : String(value),
        ],
      ];
    }),
  );
}

/**
 * The value with the defaults in place of references to parameters (`Ref`, and `${Name}` in an `Fn::Sub`). A deploy can
 * set others: this adds to what may be found in a value, and never clears it.
 */
export function withDefaults(value: unknown, defaults: ParameterDefaults): unknown {
  if (defaults.size === 0 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => withDefaults(element, defaults));
  if (!isRecord(value)) return value;
  const intrinsic = intrinsicOf(value);
  if (intrinsic === "Ref" && typeof value["Ref"] === "string") return defaults.get(value["Ref"]) ?? value;
  const members = Object.entries(value).map(([key, inner]) => [key, withDefaults(inner, defaults)]);
  const filled: Readonly<Record<string, unknown>> = Object.fromEntries(members);
  return intrinsic === "Fn::Sub"
    ? { ...filled, "Fn::Sub": withVariables(filled["Fn::Sub"], defaults) }
    : filled;
}

/** The operand of an `Fn::Sub` with the defaults as variables of its own, behind those that it has. */
function withVariables(operand: unknown, defaults: ParameterDefaults): unknown {
  const [text, variables] = (Array.isArray(operand) ? operand : [operand, {}]) as readonly unknown[]; // any[] otherwise
  return isRecord(variables) ? [text, { ...Object.fromEntries(defaults), ...variables }] : operand;
}
