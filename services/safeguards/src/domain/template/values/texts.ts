import { alternatives, intrinsicOf, isRecord } from "./place.ts";

/** How many texts one value may stand for before it counts as unknowable. */
const maxTexts = 16;
/** How many characters a text may have that is put together: more than AWS takes for any name, address or variable. */
const maxLength = 8_192;

/** What stands in a text for a part that only AWS knows: always the same, or as the part has it. */
type Unknown = string | ((part: unknown) => string);

/**
 * The texts that a value can turn out to be: itself, or what `Fn::Join` and `Fn::Sub` put together, with `unknown` in
 * place of each part that only AWS knows. Undefined for anything else, which cannot be known.
 */
export function textsOf(value: unknown, unknown: Unknown): readonly string[] | undefined {
  if (typeof value === "string") return [value];
  if (typeof value === "number" || typeof value === "boolean") return [String(value)];
  if (!isRecord(value)) return undefined;
  const intrinsic = intrinsicOf(value);
  if (intrinsic === "Fn::Join") return joined(value[intrinsic], unknown);
  if (intrinsic === "Fn::Sub") return substituted(value[intrinsic], unknown);
  return undefined;
}

function joined(operand: unknown, unknown: Unknown): readonly string[] | undefined {
  if (!Array.isArray(operand)) return undefined;
  const [separator, parts] = operand as readonly unknown[]; // Array.isArray gives any[]
  if (typeof separator !== "string" || !Array.isArray(parts)) return undefined;
  const texts = parts.map((part) => partTexts(part, unknown));
  return combine(texts.flatMap((part, index) => (index === 0 ? [part] : [[separator], part])));
}

function substituted(operand: unknown, unknown: Unknown): readonly string[] | undefined {
  const [text, variables] = (Array.isArray(operand) ? operand : [operand, {}]) as readonly unknown[]; // any[] again
  if (typeof text !== "string" || !isRecord(variables)) return undefined;
  // Every second piece is the name in a ${…}. A name cannot hold $, which keeps the search linear.
  const pieces = text.split(/\$\{([^${}]*)\}/);
  // Each variable is read once, however often it stands in the text: it may be put together of others in turn.
  const read = new Map<string, readonly string[] | undefined>();
  const textsOfVariable = (name: string) => {
    if (!read.has(name)) read.set(name, partTexts(variables[name], unknown));
    return read.get(name);
  };
  return combine(
    pieces.map((piece, index) => {
      if (index % 2 === 0) return [piece];
      if (piece.startsWith("!")) return [`\${${piece.slice(1)}}`];
      return Object.hasOwn(variables, piece) ? textsOfVariable(piece) : [standFor({ Ref: piece }, unknown)];
    }),
  );
}

/** The texts of one part. A part that AWS fills in counts as `unknown`; one that is put together must be readable itself. */
function partTexts(part: unknown, unknown: Unknown): readonly string[] | undefined {
  const texts: string[] = [];
  for (const { value } of alternatives({ value: part, keys: [] })) {
    const known = textsOf(value, unknown);
    if (known === undefined && isPutTogether(value)) return undefined;
    texts.push(...(known ?? [standFor(value, unknown)]));
  }
  return texts.length === 0 ? [""] : texts;
}

function standFor(part: unknown, unknown: Unknown): string {
  return typeof unknown === "string" ? unknown : unknown(part);
}

function isPutTogether(value: unknown): boolean {
  const intrinsic = intrinsicOf(value);
  return intrinsic === "Fn::Join" || intrinsic === "Fn::Sub";
}

/** Every text that takes one choice from each part, or undefined when a part has none, or there are too many, or too long. */
function combine(parts: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  let texts = [""];
  for (const choices of parts) {
    if (choices === undefined || texts.length * choices.length > maxTexts) return undefined;
    texts = texts.flatMap((text) => choices.map((choice) => text + choice));
    if (texts.some((text) => text.length > maxLength)) return undefined;
  }
  return texts;
}
