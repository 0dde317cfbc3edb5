import { maxDepth } from "@stagepass/contracts";
import { type Document, isScalar, visit } from "yaml";
import type { InTurns } from "../turns.ts";
import { composeInPieces } from "./compose-yaml.ts";
import { YamlSource } from "./yaml-source.ts";
import { readSyntax } from "./yaml-syntax.ts";

/** The largest YAML template, in characters: what CloudFormation itself takes. Larger ones can be sent as JSON. */
export const maxYamlLength = 1024 * 1024;

const maxAliases = 100;

/**
 * Parses a CloudFormation template in YAML, in turns of at most some 100 ms; short forms such as `!Sub` become their
 * long forms. Throws `invalid` for text that is not one YAML document, and for what is unsafe or ambiguous: nesting
 * deeper than 100, a key that stands twice, the key `__proto__`, more than 100 aliases, an unknown tag.
 */
export function* parseYaml(text: string, root: readonly PropertyKey[]): InTurns<unknown> {
  const source = new YamlSource(text, root);
  if (text.length > maxYamlLength) {
    throw source.refusal(
      `is YAML of more than ${maxYamlLength} characters; send it as JSON, or as an object`,
    );
  }
  const syntax = yield* readSyntax(source);
  if (syntax === undefined) return null;
  yield;
  const document = yield* composeInPieces(syntax, source);
  checkNodes(document, source);
  yield;
  const value = expand(document, source);
  yield;
  // An alias adds the depth of what it stands for, without end where it stands inside of that.
  if (isDeeperThan(value, maxDepth)) throw source.tooDeep(maxDepth);
  return value;
}

function checkNodes(document: Document.Parsed, source: YamlSource): void {
  let aliases = 0;
  let merges = 0;
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<string>();
      for (const { key } of items) {
        const name = String(isScalar(key) ? key.value : key);
        const offset = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
        if (name === "__proto__") {
          throw source.refusalAt(offset, "has the key __proto__, which is not accepted; remove it");
        }
        if (keys.has(name)) {
          throw source.refusalAt(offset, "has a key that stands twice in its mapping; remove one");
        }
        // A merge inside of a merge copies all that the inner one has copied.
        if (name === "<<" && ++merges > maxAliases) throw source.refusal(tooManyAliases);
        keys.add(name);
      }
    },
    Alias() {
      if (++aliases > maxAliases) throw source.refusal(tooManyAliases);
    },
  });
}

const tooManyAliases = `has aliases that cannot be resolved, or more than ${maxAliases} of them; write them out`;

function expand(document: Document.Parsed, source: YamlSource): unknown {
  try {
    return document.toJS({ maxAliasCount: maxAliases });
  } catch {
    throw source.refusal(tooManyAliases);
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
