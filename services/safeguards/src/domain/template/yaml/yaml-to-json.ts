import { maxBodyBytes, maxDepth } from "@stagepass/contracts/limits";
import { Composer, type CST, type Document, isScalar, LineCounter, visit } from "yaml";
import { shortForms } from "./short-forms.ts";
import { YamlProblem } from "./yaml-problem.ts";
import type { YamlReading } from "./yaml-reader.ts";
import { readSyntax } from "./yaml-syntax.ts";

const maxAliases = 100;

/**
 * Turns a CloudFormation template in YAML into JSON; short forms such as `!Sub` become their long forms. Refuses what is
 * not one YAML document, and what is unsafe or ambiguous: nesting deeper than 100, a key that stands twice, the key
 * `__proto__`, more than 100 aliases, an unknown tag. A large text takes seconds: the service has it done in a thread.
 */
export function yamlToJson(text: string): YamlReading {
  const lines = new LineCounter();
  try {
    const syntax = readSyntax(text, lines);
    return { json: syntax === undefined ? "null" : toJson(compose(syntax, lines), lines) };
  } catch (error) {
    if (error instanceof YamlProblem) return { refused: error.message };
    throw error;
  }
}

function compose(syntax: CST.Document, lines: LineCounter): Document.Parsed {
  const composer = new Composer({
    schema: "core",
    merge: true,
    stringKeys: true,
    customTags: shortForms,
    // Tags of YAML 1.1, such as !!set, stand for values that JSON does not have.
    resolveKnownTags: false,
    // Its own check compares each key with every other one of the mapping; checkNodes takes linear time.
    uniqueKeys: false,
    logLevel: "error",
  });
  const [document] = composer.compose([syntax]);
  if (document === undefined) throw new TypeError("a document's syntax was composed to no document");
  const [violation] = [...document.errors, ...document.warnings];
  if (violation !== undefined) throw YamlProblem.ofSyntax(violation.code, lines.linePos(violation.pos[0]));
  return document;
}

function toJson(document: Document.Parsed, lines: LineCounter): string {
  checkNodes(document, lines);
  const value = expand(document);
  // An alias adds the depth of what it stands for, without end where it stands inside of that.
  if (isDeeperThan(value, maxDepth)) throw YamlProblem.tooDeep();
  const json = JSON.stringify(value);
  if (json.length > maxBodyBytes) throw new YamlProblem(tooMuch);
  return json;
}

const tooMuch =
  `becomes JSON of more than ${maxBodyBytes} characters, in which aliases and merges are written out; ` +
  "use fewer of them";

function checkNodes(document: Document.Parsed, lines: LineCounter): void {
  let aliases = 0;
  let merges = 0;
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<string>();
      for (const { key } of items) {
        const name = String(isScalar(key) ? key.value : key);
        const offset = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
        const refuse = (message: string) => new YamlProblem(message, lines.linePos(offset));
        if (name === "__proto__") throw refuse("has the key __proto__, which is not accepted; remove it");
        if (keys.has(name)) throw refuse("has a key that stands twice in its mapping; remove one");
        // A merge inside of a merge copies all that the inner one has copied.
        if (name === "<<" && ++merges > maxAliases) throw new YamlProblem(tooManyAliases);
        keys.add(name);
      }
    },
    Alias() {
      if (++aliases > maxAliases) throw new YamlProblem(tooManyAliases);
    },
  });
}

const tooManyAliases = `has aliases that cannot be resolved, or more than ${maxAliases} of them; write them out`;

function expand(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch {
    throw new YamlProblem(tooManyAliases);
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
