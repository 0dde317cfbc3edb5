import { Problem } from "@stagepass/contracts";
import { intrinsicOf, isRecord } from "./raw.ts";
import { piecesOf, substitutionOf } from "./substitution.ts";

type Values = Readonly<Record<string, unknown>>;

/** The defaults and mappings of a template, for values that refer to them. */
export interface TemplateValues {
  /**
   * The value with references to parameters (`Ref`, and `${Name}` in an `Fn::Sub`) replaced by their defaults, and
   * each `Fn::FindInMap` by an `Fn::If` of all that it may find. A deploy can set other parameters, so that a policy
   * may only find more violations by it, and never fewer. Throws `too-large` once too much was filled in.
   */
  fillIn(value: unknown): unknown;
}

/** How many values may be filled in. Real templates need far fewer. */
const maxFilledIn = 1_000_000;
/** How many values an `Fn::FindInMap` may find before it counts as unknown. */
const maxFound = 64;

/** The values of a template's parameters and mappings. */
export function readTemplateValues(template: Values): TemplateValues {
  const defaults = readDefaults(template["Parameters"]);
  const mappings = isRecord(template["Mappings"]) ? template["Mappings"] : {};
  let left = maxFilledIn;
  const take = <T>(value: T): T => {
    left -= sizeOf(value);
    if (left < 0) throw new Problem("too-large", tooMuch);
    return value;
  };

  const fillIn = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fillIn);
    if (!isRecord(value)) return value;
    const intrinsic = intrinsicOf(value);
    const operand = intrinsic === undefined ? undefined : value[intrinsic];
    if (intrinsic === "Ref" && typeof operand === "string" && defaults.has(operand)) {
      return take(defaults.get(operand));
    }
    if (intrinsic === "Fn::FindInMap" && Array.isArray(operand)) {
      return take(oneOf(valuesIn(mappings, operand))) ?? value;
    }
    if (intrinsic === "Fn::Sub") return { "Fn::Sub": fillInText(operand) };
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fillIn(inner)]));
  };
  /** The operand of an `Fn::Sub`, with the defaults that its text names as variables behind its own. */
  const fillInText = (operand: unknown): unknown => {
    const substitution = substitutionOf(operand);
    if (substitution === undefined) return operand;
    const { text, variables } = substitution;
    const names = piecesOf(text).flatMap((piece) => ("name" in piece ? piece.name : []));
    const known = names.flatMap((name) => (defaults.has(name) ? [[name, take(defaults.get(name))]] : []));
    return [text, { ...Object.fromEntries(known), ...(fillIn(variables) as Values) }]; // of an object it makes one
  };
  return { fillIn };
}

/** The values of a template without parameters and mappings. */
export const noTemplateValues: TemplateValues = { fillIn: (value) => value };

const tooMuch = `Filled in wherever they are referred to, the parameters and mappings of the template have more than ${maxFilledIn} characters. Refer to them less often.`;

/** The default of a parameter that AWS reads from Parameter Store is a name there, and no value. */
function readDefaults(parameters: unknown): ReadonlyMap<string, unknown> {
  const defaults = new Map<string, unknown>();
  for (const [name, parameter] of Object.entries(isRecord(parameters) ? parameters : {})) {
    if (!isRecord(parameter)) continue;
    const { Type: type, Default: value } = parameter;
    if (typeof type !== "string" || type.startsWith("AWS::SSM::")) continue;
    if (typeof value !== "string" && typeof value !== "number") continue;
    const isList = type === "CommaDelimitedList" || type.startsWith("List<");
    const texts = () =>
      String(value)
        .split(",")
        .map((text) => text.trim());
    defaults.set(name, isList ? texts() : String(value));
  }
  return defaults;
}

/** The values that an `Fn::FindInMap` can find. A key that is no text can be any key. */
function valuesIn(mappings: Values, [map, top, second, options]: readonly unknown[]): unknown[] {
  const found = membersOf(mappings, map)
    .flatMap((mapping) => membersOf(mapping, top))
    .flatMap((keys) => membersOf(keys, second));
  return isRecord(options) && "DefaultValue" in options ? [...found, options["DefaultValue"]] : found;
}

function membersOf(holder: unknown, key: unknown): unknown[] {
  if (!isRecord(holder)) return [];
  if (typeof key !== "string" && typeof key !== "number") return Object.values(holder);
  return Object.hasOwn(holder, key) ? [holder[key]] : [];
}

/** The values as one that may be any of them; undefined when there are none, or too many. */
function oneOf(values: readonly unknown[]): unknown {
  const [first, ...others] = new Set(values);
  if (others.length >= maxFound) return undefined;
  return others.reduce((either, value) => ({ "Fn::If": ["Fn::FindInMap", either, value] }), first);
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length + 1;
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((size: number, inner) => size + sizeOf(inner), 1);
}
