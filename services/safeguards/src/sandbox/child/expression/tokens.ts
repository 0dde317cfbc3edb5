/** A word or sign of an expression, and where it begins. */
export interface Token {
  readonly kind: "literal" | "name" | "sign" | "unclosed" | "unknown";
  readonly text: string;
  readonly offset: number;
}

const patterns: readonly (readonly [Token["kind"] | "space", RegExp])[] = [
  ["space", /(?:\s|\/\/[^\n]*)+/y],
  ["literal", /(?:[rR][bB]?|[bB][rR]?)?(?:""".*?"""|'''.*?''')/sy],
  // In a raw text a backslash stands for itself.
  ["literal", /(?:[rR][bB]?|[bB][rR])(?:"[^"\n]*"|'[^'\n]*')/y],
  ["literal", /[bB]?(?:"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*')/y],
  ["unclosed", /["'][^\n]*/y],
  ["literal", /0[xX][0-9a-fA-F]+[uU]?|(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?[uU]?/y],
  ["name", /[A-Za-z_]\w*|`[^`\n]*`/y],
  ["sign", /==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()[\]{}]/y],
  ["unknown", /./sy],
];

/** The words and signs of an expression, without blanks and comments. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  for (let offset = 0; offset < source.length; ) {
    const { kind, text } = tokenAt(source, offset);
    if (kind !== "space") tokens.push({ kind, text, offset });
    offset += text.length;
  }
  return tokens;
}

function tokenAt(source: string, offset: number): { kind: Token["kind"] | "space"; text: string } {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = offset;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined && text !== "") return { kind, text };
  }
  return { kind: "unknown", text: source.charAt(offset) };
}
