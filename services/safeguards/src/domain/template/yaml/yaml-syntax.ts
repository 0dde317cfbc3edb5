import { maxDepth } from "@stagepass/contracts/limits";
import { type CST, Lexer, type LineCounter, Parser } from "yaml";
import { YamlProblem } from "./yaml-problem.ts";

/** A template of the largest size has some 300,000 tokens; a text made of brackets and commas has a million. */
const maxTokens = 350_000;

/**
 * The syntax tree of the one document in the text, or undefined for a text without any; `lines` learns where lines
 * begin. Refuses more than one document, too many tokens, and nesting too deep for recursive functions. The tree of a
 * document that breaks YAML's rules is returned, too: composing it finds them.
 */
export function readSyntax(text: string, lines: LineCounter): CST.Document | undefined {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let document: CST.Document | undefined;
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > maxTokens) {
      throw new YamlProblem(`is YAML of more than ${maxTokens} tokens; send it as JSON`);
    }
    for (const token of parser.next(lexeme)) document = take(token, document, lines);
    // The stack holds the document and the scalar at hand beside the collections.
    if (parser.stack.length > maxDepth + 2) throw YamlProblem.tooDeep();
  }
  for (const token of parser.end()) document = take(token, document, lines);
  return document;
}

/** The document so far, after one more token of the text's outermost level. */
function take(
  token: CST.Token,
  document: CST.Document | undefined,
  lines: LineCounter,
): CST.Document | undefined {
  switch (token.type) {
    case "document":
      if (document !== undefined) throw new YamlProblem("must be one YAML document");
      return token;
    case "error":
      throw YamlProblem.ofSyntax("unexpected token", lines.linePos(token.offset));
    case "directive":
      // The version changes nothing here; other directives would give tags another meaning.
      if (/^%YAML\s/.test(token.source)) return document;
      throw new YamlProblem("has a directive other than %YAML; remove it", lines.linePos(token.offset));
    default:
      return document;
  }
}
