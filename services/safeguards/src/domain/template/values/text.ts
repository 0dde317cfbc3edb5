import { branchesOf, intrinsicOf, isNoValue, isRecord } from "./raw.ts";
import { piecesOf, spelledLiteral, spelledReference, substitutionOf } from "./substitution.ts";

/** A reference in a text, which AWS replaces with a value. */
export interface Reference {
  /** The reference as `Fn::Sub` writes it between its braces, such as `Bucket` and `Bucket.Arn`. */
  readonly reference: string;
}

/** A part of a text that AWS fills in, and that is no plain reference. */
export interface Gap {
  /** The value of the template that stands for the part. */
  readonly gap: unknown;
}

/** A text in parts: those that the template has, and those that AWS fills in. */
export type Text = readonly (string | Reference | Gap)[];

/** How many texts one value may turn out to be before it counts as unknown. */
const maxTexts = 16;
/** The longest text that is put together, in characters: more than AWS accepts for any name, address or variable. */
const maxLength = 8_192;

/**
 * The texts that a value can turn out to be: one, or more where parts of it depend on conditions. Undefined for a
 * value that is no text or may be none, and for too many or too long texts. Conditions around a text are resolved by
 * `Value`.
 */
export function textsOf(value: unknown): readonly Text[] | undefined {
  if (typeof value === "string") return [[value]];
  if (typeof value === "number" || typeof value === "boolean") return [[String(value)]];
  const intrinsic = intrinsicOf(value);
  if (!isRecord(value) || intrinsic === undefined || Object.keys(value).length > 1) return undefined;
  const operand = value[intrinsic];
  switch (intrinsic) {
    case "Fn::Join":
      return joined(operand);
    case "Fn::Sub":
      return substituted(operand);
    case "Ref":
      return isNoValue(value) || !isName(operand) ? undefined : [[{ reference: operand }]];
    case "Fn::GetAtt":
      return attribute(operand, value);
    case "Fn::ImportValue":
      return isNaming(operand) ? [[{ gap: value }]] : undefined;
    case "Fn::FindInMap":
      return isListOf(3, operand) ? [[{ gap: value }]] : undefined;
    case "Fn::Select":
      return isListOf(2, operand) ? [[{ gap: value }]] : undefined;
    default:
      return undefined;
  }
}

/** The text with something in place of each part that only AWS knows. */
export function filledIn(text: Text, standIn: (part: Reference | Gap) => string): string {
  return text.map((part) => (typeof part === "string" ? part : standIn(part))).join("");
}

/**
 * The text with its references spelled as `Fn::Sub` spells them: `${Bucket}`, `${Bucket.Arn}`. What only looks like one
 * is escaped, so that equal spellings are equal values. Undefined for a text with parts of which nothing is known.
 */
export function spellingOf(text: Text): string | undefined {
  const spelled = text.map((part) => {
    if (typeof part === "string") return spelledLiteral(part);
    return "reference" in part ? spelledReference(part.reference) : undefined;
  });
  return spelled.includes(undefined) ? undefined : spelled.join("");
}

/** Whether a text has nothing but blanks. A part that AWS fills in counts as more than that. */
export function isBlank(text: Text): boolean {
  return text.every((part) => typeof part === "string" && part.trim() === "");
}

/** Intrinsic functions that resolve to the address of a single resource, and so to no wildcard. */
const addresses: ReadonlySet<string | undefined> = new Set(["Ref", "Fn::GetAtt", "Fn::ImportValue"]);

/**
 * Whether a part of a text is the address of a single resource, or a piece of one: the CDK takes names out of
 * addresses with `Fn::Select` and `Fn::Split`.
 */
export function isOfOneResource(part: Reference | Gap): boolean {
  if ("reference" in part || addresses.has(intrinsicOf(part.gap))) return true;
  if (!isRecord(part.gap) || !isListOf(2, part.gap["Fn::Select"])) return false;
  const list = part.gap["Fn::Select"][1];
  const split = isRecord(list) ? list["Fn::Split"] : undefined;
  return Array.isArray(split) && addresses.has(intrinsicOf(split[1]));
}

function attribute(operand: unknown, value: unknown): readonly Text[] | undefined {
  if (isName(operand)) return [[{ reference: operand }]];
  if (!isListOf(2, operand)) return undefined;
  return operand.every(isName) ? [[{ reference: operand.join(".") }]] : [[{ gap: value }]];
}

function joined(operand: unknown): readonly Text[] | undefined {
  if (!Array.isArray(operand)) return undefined;
  const [separator, parts] = operand as readonly unknown[]; // Array.isArray narrows to any[]
  if (typeof separator !== "string" || !Array.isArray(parts)) return undefined;
  const texts = parts.map(partTexts);
  return combine(texts.flatMap((part, index) => (index === 0 ? [part] : [[[separator]], part])));
}

function substituted(operand: unknown): readonly Text[] | undefined {
  const substitution = substitutionOf(operand);
  if (substitution === undefined) return undefined;
  const { text, variables } = substitution;
  // Each variable is read once, however often it stands in the text: it may be put together of others in turn.
  const read = new Map<string, readonly Text[] | undefined>();
  const textsOfVariable = (name: string) => {
    if (!read.has(name)) read.set(name, partTexts(variables[name]));
    return read.get(name);
  };
  return combine(
    piecesOf(text).map((piece) => {
      if ("literal" in piece) return [[piece.literal]];
      return Object.hasOwn(variables, piece.name)
        ? textsOfVariable(piece.name)
        : [[{ reference: piece.name }]];
    }),
  );
}

/** The texts of one part. A part that AWS fills in is a gap; one that is put together must be readable itself. */
function partTexts(part: unknown): readonly Text[] | undefined {
  const texts: Text[] = [];
  for (const value of alternativesOf(part)) {
    const known = textsOf(value);
    if (known === undefined && isPutTogether(value)) return undefined;
    texts.push(...(known ?? [[{ gap: value }]]));
  }
  return texts.length === 0 ? [[]] : texts;
}

/** Whether a value resolves to a name, whichever way conditions turn out. The name of an export has to. */
function isNaming(value: unknown): boolean {
  const branches = branchesOf({ value, keys: [] });
  if (branches !== undefined) return branches.every((branch) => isNaming(branch.value));
  if (typeof value === "number" || typeof value === "boolean") return false;
  return textsOf(value)?.every((text) => !isBlank(text)) ?? false;
}

/** The values that a part can turn out to be, without those that are left out. */
function alternativesOf(part: unknown): unknown[] {
  if (part === undefined || isNoValue(part)) return [];
  return branchesOf({ value: part, keys: [] })?.flatMap(({ value }) => alternativesOf(value)) ?? [part];
}

function isPutTogether(value: unknown): boolean {
  const intrinsic = intrinsicOf(value);
  return intrinsic === "Fn::Join" || intrinsic === "Fn::Sub";
}

/** Every text that takes one choice from each part, or undefined when a part has none, or there are too many, or too long. */
function combine(parts: readonly (readonly Text[] | undefined)[]): readonly Text[] | undefined {
  let texts = [new TextBuilder()];
  for (const choices of parts) {
    if (choices === undefined || texts.length * choices.length > maxTexts) return undefined;
    const [first, ...others] = choices;
    // Copies are made for further choices alone, which double the texts: there are few of them.
    const copies = texts.flatMap((text) => others.map((choice) => text.copy().add(choice)));
    if (first !== undefined) for (const text of texts) text.add(first);
    texts = [...texts, ...copies];
    if (texts.some(({ length }) => length > maxLength)) return undefined;
  }
  return texts.map(({ parts }) => parts);
}

/** A text while it is put together. Neighbouring literals become one part. */
class TextBuilder {
  readonly parts: (string | Reference | Gap)[];
  length: number;

  constructor(parts: Text = [], length = 0) {
    this.parts = [...parts];
    this.length = length;
  }

  copy(): TextBuilder {
    return new TextBuilder(this.parts, this.length);
  }

  add(text: Text): this {
    for (const part of text) {
      const last = this.parts.length - 1;
      const before = this.parts[last];
      this.length += typeof part === "string" ? part.length : 1;
      if (typeof part === "string" && typeof before === "string") this.parts[last] = before + part;
      else if (part !== "") this.parts.push(part);
    }
    return this;
  }
}

function isName(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isListOf(length: number, value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length === length;
}
