import { isRecord } from "./raw.ts";

/** A piece of a text in which `Fn::Sub` replaces names: what stays as it is, or the name in a `${…}`. */
export type Piece = { readonly literal: string } | { readonly name: string };

/**
 * Reads a text of `Fn::Sub`, whose `${!Name}` stands for a literal `${Name}`. Every `${…}` in a template is read here. A
 * name cannot hold `$` or braces, which keeps the search linear.
 */
export function piecesOf(text: string): Piece[] {
  // Every second piece is what stands in a ${…}.
  return text.split(/\$\{([^${}]*)\}/).map((piece, index) => {
    if (index % 2 === 0) return { literal: piece };
    return piece.startsWith("!") ? { literal: `\${${piece.slice(1)}}` } : { name: piece };
  });
}

/** The operand of an `Fn::Sub`: its text, and the values that stand beside it; undefined for one that is malformed. */
export function substitutionOf(
  operand: unknown,
): { readonly text: string; readonly variables: Readonly<Record<string, unknown>> } | undefined {
  const [text, variables] = (Array.isArray(operand) ? operand : [operand, {}]) as readonly unknown[]; // any[] otherwise
  return typeof text === "string" && isRecord(variables) ? { text, variables } : undefined;
}

/** A reference as `Fn::Sub` writes it: `${Bucket.Arn}`. */
export function spelledReference(reference: string): string {
  return `\${${reference}}`;
}

/** A text as `Fn::Sub` writes it: what only looks like a reference is escaped. */
export function spelledLiteral(text: string): string {
  return text.replaceAll("${", "${!");
}
