import { alternatives, intrinsicOf, isRecord } from "./place.ts";

/** How many texts one value may stand for before it counts as unknowable. */
const maxTexts = 16;

/**
 * The texts that a value can turn out to be: itself, or what `Fn::Join` and `Fn::Sub` put together, with `unknown` in
 * place of each part that only AWS knows. Undefined for anything else, which cannot be known.
 */
export function textsOf(value: unknown, unknown: string): readonly string[] | undefined {
  if (typeof value === "string") return [value];
  if (typeof value === "number" || typeof value === "boolean") return [String(value)];
  if (!isRecord(value)) return undefined;
  const intrinsic = intrinsicOf(value);
  if (intrinsic === "Fn::Join") return joined(value[intrinsic], unknown);
  if (intrinsic === "Fn::Sub") return substituted(value[intrinsic], unknown);
  return undefined;
}

function joined(operand: unknown, unknown: string): readonly string[] | undefined {
  if (!Array.isArray(operand)) return undefined;
  const [separator, parts] = operand as readonly unknown[]; // Array.isArray gives any[]
  if (typeof separator !== "string" || !Array.isArray(parts)) return undefined;
  const texts = parts.map((part) => partTexts(part, unknown));
  return combine(texts.flatMap((part, index) => (index === 0 ? [part] : [[separator], part])));
}

function substituted(operand: unknown, unknown: string): readonly string[] | undefined {
  const [text, variables] = (Array.isArray(operand) ? operand : [operand, {}]) as readonly unknown[]; // any[] again
  if (typeof text !== "string" || !isRecord(variables)) return undefined;
  // Every second piece is the name in a ${…}. A name cannot hold $, which keeps the search linear.
  const pieces = text.split(/\$\{([^${}]*)\}/);
  return combine(
    pieces.map((piece, index) => {
      if (index % 2 === 0) return [piece];
      if (piece.startsWith("!")) return [`\${${piece.slice(1)}}`];
      return Object.hasOwn(variables, piece) ? partTexts(variables[piece], unknown) : [unknown];
    }),
  );
}

/** The texts of one part. A part that AWS fills in counts as `unknown`; one that is put together must be readable itself. */
function partTexts(part: unknown, unknown: string): readonly string[] | undefined {
  const texts: string[] = [];
  for (const { value } of alternatives({ value: part, keys: [] })) {
    const known = textsOf(value, unknown);
    if (known === undefined && isPutTogether(value)) return undefined;
    texts.push(...(known ?? [unknown]));
  }
  return texts.length === 0 ? [""] : texts;
}

function isPutTogether(value: unknown): boolean {
  const intrinsic = intrinsicOf(value);
  return intrinsic === "Fn::Join" || intrinsic === "Fn::Sub";
}

/** Every text that takes one choice from each part, or undefined when a part has none or there are too many texts. */
function combine(parts: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  let texts = [""];
  for (const choices of parts) {
    if (choices === undefined || texts.length * choices.length > maxTexts) return undefined;
    texts = texts.flatMap((text) => choices.map((choice) => text + choice));
  }
  return texts;
}
