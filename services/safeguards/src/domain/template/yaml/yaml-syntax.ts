import { maxDepth } from "@stagepass/contracts";
import { type CST, Lexer, Parser } from "yaml";
import type { InTurns } from "../turns.ts";
import type { YamlSource } from "./yaml-source.ts";

/** A template of the largest size has some 300,000 tokens; a text made of brackets and commas has a million. */
const maxTokens = 350_000;

/** Some 20 ms of work. */
const tokensInTurn = 5_000;

/**
 * The syntax tree of the one document in the text, or undefined for a text without any. Throws `invalid` for more than
 * one document, too many tokens, and a nesting too deep for anything recursive. A tree can still have mistakes in it.
 */
export function* readSyntax(source: YamlSource): InTurns<CST.Document | undefined> {
  const parser = new Parser(source.lines.addNewLine);
  source.lines.addNewLine(0);
  let document: CST.Document | undefined;
  let count = 0;
  for (const lexeme of new Lexer().lex(source.text)) {
    count += 1;
    if (count > maxTokens) throw source.refusal(`is YAML of more than ${maxTokens} tokens; send it as JSON`);
    if (count % tokensInTurn === 0) yield;
    for (const token of parser.next(lexeme)) document = take(token, document, source);
    // The stack holds the document and the scalar at hand beside the collections.
    if (parser.stack.length > maxDepth + 2) throw source.tooDeep(maxDepth);
  }
  for (const token of parser.end()) document = take(token, document, source);
  return document;
}

/** The document so far, after one more token of the text's outermost level. */
function take(
  token: CST.Token,
  document: CST.Document | undefined,
  source: YamlSource,
): CST.Document | undefined {
  switch (token.type) {
    case "document":
      if (document !== undefined) throw source.refusal("must be one YAML document");
      return token;
    case "error":
      throw source.syntaxMistake(token.offset, "unexpected token");
    case "directive":
      // The version changes nothing here; other directives would give tags another meaning.
      if (/^%YAML\s/.test(token.source)) return document;
      throw source.refusalAt(token.offset, "has a directive other than %YAML; remove it");
    default:
      return document;
  }
}
