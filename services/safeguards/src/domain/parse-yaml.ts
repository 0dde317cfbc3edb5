import { invalidInput, jsonPath, maxDepth, type Problem } from "@stagepass/contracts";
import { Composer, type CST, type Document, isScalar, Lexer, LineCounter, Parser, visit } from "yaml";
import { shortForms } from "./short-forms.ts";

/** The largest YAML template, in characters: what CloudFormation itself takes. Larger ones can be sent as JSON. */
export const maxYamlLength = 1024 * 1024;

/** A template of the largest size has some 300,000 tokens; a text made of brackets and commas has a million. */
const maxTokens = 350_000;

const maxAliases = 100;

/**
 * Parses a CloudFormation template in YAML; short forms such as `!Sub` become their long forms. Throws `invalid` for
 * text that is not one YAML document, and for what is unsafe or ambiguous: nesting deeper than 100, a key that stands
 * twice, the key `__proto__`, more than 100 aliases, an unknown tag.
 */
export function parseYaml(text: string, root: readonly PropertyKey[]): unknown {
  const refusal = (message: string) => invalidInput([{ path: jsonPath(root), message }]);
  if (text.length > maxYamlLength) {
    throw refusal(`is YAML of more than ${maxYamlLength} characters; send it as JSON, or as an object`);
  }
  const lines = new LineCounter();
  const document = compose(text, lines, refusal);
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake !== undefined) {
    // The library's own sentence is left out, since it may repeat the text.
    const { line, col } = lines.linePos(mistake.pos[0]);
    throw refusal(
      `is not valid YAML: line ${line}, column ${col}: ${mistake.code.toLowerCase().replaceAll("_", " ")}`,
    );
  }
  checkNodes(document, lines, refusal);
  return toValue(document, refusal);
}

type Refusal = (message: string) => Problem;

function compose(text: string, lines: LineCounter, refusal: Refusal): Document.Parsed {
  const composer = new Composer({
    schema: "core",
    merge: true,
    customTags: shortForms,
    // Its own check compares each key with every other one of the mapping; checkNodes takes linear time.
    uniqueKeys: false,
    logLevel: "error",
  });
  const [document, second] = composer.compose(tokensOf(text, lines, refusal), true, text.length);
  if (document === undefined || second !== undefined) throw refusal("must be one YAML document");
  return document;
}

/** The tokens of the text, one after the other, so that too deep a nesting is met before anything recursive sees it. */
function* tokensOf(text: string, lines: LineCounter, refusal: Refusal): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++count > maxTokens) throw refusal(`is YAML of more than ${maxTokens} tokens; send it as JSON`);
    yield* parser.next(lexeme);
    // The stack holds the document and the scalar at hand beside the collections.
    if (parser.stack.length > maxDepth + 2) throw refusal(tooDeep);
  }
  yield* parser.end();
}

const tooDeep = `is nested deeper than ${maxDepth} levels; flatten it`;

function checkNodes(document: Document.Parsed, lines: LineCounter, refusal: Refusal): void {
  let aliases = 0;
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<string>();
      for (const { key } of items) {
        const name = String(isScalar(key) ? key.value : key);
        const line = isScalar(key) && key.range ? ` (line ${lines.linePos(key.range[0]).line})` : "";
        if (name === "__proto__")
          throw refusal(`has the key __proto__, which is not accepted; remove it${line}`);
        if (keys.has(name)) throw refusal(`has a key that stands twice in its mapping; remove one${line}`);
        keys.add(name);
      }
    },
    Alias() {
      if (++aliases > maxAliases) throw refusal(tooManyAliases);
    },
  });
}

const tooManyAliases = `has aliases that cannot be resolved, or more than ${maxAliases} of them; write them out`;

function toValue(document: Document.Parsed, refusal: Refusal): unknown {
  const value: unknown = expand(document, refusal);
  // An alias adds the depth of what it stands for, without end where it stands inside of that.
  if (isDeeperThan(value, maxDepth)) throw refusal(tooDeep);
  return value;
}

function expand(document: Document.Parsed, refusal: Refusal): unknown {
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch {
    throw refusal(tooManyAliases);
  }
}

/** Whether any path of the value has more steps than `limit`. A shared part is looked at again only when it is deeper. */
function isDeeperThan(value: unknown, limit: number): boolean {
  const deepest = new Map<object, number>();
  const pending: [value: unknown, depth: number][] = [[value, 1]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [node, depth] = next;
    if (typeof node !== "object" || node === null || (deepest.get(node) ?? 0) >= depth) continue;
    if (depth > limit) return true;
    deepest.set(node, depth);
    for (const inner of Object.values(node)) pending.push([inner, depth + 1]);
  }
  return false;
}
