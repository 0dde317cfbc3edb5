import { type Token, tokensOf } from "./tokens.ts";

/** An error in the syntax of an expression, and its offset. */
export interface SourceError {
  readonly message: string;
  readonly offset: number;
}

/** The deepest that brackets may nest in an expression. */
export const maxNesting = 32;

const closing = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/**
 * Finds the first position at which an expression goes wrong, as a person would see it. The library's parser names
 * the last position at which a shorter expression could have ended. This looks at signs and words, and not at what
 * they mean.
 */
export function explainSyntax(source: string): SourceError | undefined {
  const tokens = tokensOf(source);
  const open: Token[] = [];
  let last: Token | undefined;
  for (const token of tokens) {
    const error = misspelt(token) ?? misplaced(token, last, open);
    if (error !== undefined) return { message: error, offset: token.offset };
    if (closing.has(token.text)) {
      open.push(token);
      if (open.length > maxNesting) return tooDeep(token);
    } else if (isClosing(token)) {
      open.pop();
    }
    last = token;
  }
  const [opened] = open.slice(-1);
  if (opened !== undefined) {
    return { message: `this ${opened.text} is never closed`, offset: opened.offset };
  }
  if (last === undefined) return { message: "there is no expression", offset: 0 };
  return endsValue(last)
    ? undefined
    : { message: `after ${last.text} a value is missing`, offset: last.offset };
}

function tooDeep({ offset }: Token): SourceError {
  return { message: `nests more than ${maxNesting} brackets`, offset };
}

function misspelt({ kind, text }: Token): string | undefined {
  if (kind === "unclosed") return `the text that begins here is never closed with ${text[0]}`;
  if (kind !== "unknown") return undefined;
  if (text === "=") return "= is no operator; compare with ==";
  if (text === "&" || text === "|") return `${text} is no operator; write ${text}${text}`;
  return `${text} has no meaning here`;
}

function misplaced(token: Token, last: Token | undefined, open: readonly Token[]): string | undefined {
  const afterValue = last !== undefined && endsValue(last);
  if (isClosing(token)) return misclosed(token, last, open);
  if (startsValue(token)) {
    if (!afterValue || closing.has(token.text)) return undefined;
    return token.text === "!"
      ? "! cannot stand after a value"
      : `an operator is missing before ${token.text}`;
  }
  // The remaining signs stand between two values. A minus and a dot may also begin one.
  if (afterValue || token.text === "-" || token.text === ".") return undefined;
  const where = last === undefined ? "before" : `between ${last.text} and`;
  return `a value is missing ${where} ${token.text}`;
}

function misclosed({ text }: Token, last: Token | undefined, open: readonly Token[]): string | undefined {
  const [opened] = open.slice(-1);
  if (opened === undefined) return `nothing is open that ${text} could close`;
  if (closing.get(opened.text) !== text)
    return `${opened.text} must be closed with ${closing.get(opened.text)} first`;
  const isComplete = last !== undefined && (endsValue(last) || last === opened || last.text === ",");
  return isComplete ? undefined : `after ${last?.text} a value is missing`;
}

function isClosing({ kind, text }: Token): boolean {
  return kind === "sign" && [")", "]", "}"].includes(text);
}

function startsValue({ kind, text }: Token): boolean {
  if (kind === "sign") return text === "!" || closing.has(text);
  return text !== "in";
}

function endsValue(token: Token): boolean {
  return token.kind === "sign" ? isClosing(token) : token.text !== "in";
}
