import { jsonPath } from "../problems/json-path.ts";
import { Problem } from "../problems/problem.ts";
import { maxDepth } from "../values/limits.ts";
import { endOfString, findSyntaxError } from "./json-syntax.ts";

/**
 * Parses JSON text from outside. Also rejects what `JSON.parse` accepts or cannot survive: a nesting deeper than 100, a
 * key that an object has twice, and the key `__proto__`. Throws `malformed`, or `invalid` with the JSON path.
 */
export function parseJson(text: string, root: readonly PropertyKey[] = []): unknown {
  // This comes first: at a depth of 10,000, JSON.parse would overflow the stack.
  checkStructure(text, root);
  try {
    return JSON.parse(text);
  } catch {
    throw syntaxProblem(text, root);
  }
}

interface Level {
  /** The keys of an object so far; undefined in an array. */
  readonly keys: Set<string> | undefined;
  step: PropertyKey;
}

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;

/** Checks keys and nesting in one pass without recursion. JSON.parse checks the grammar. */
function checkStructure(text: string, root: readonly PropertyKey[]): void {
  const levels: Level[] = [];
  let expectsKey = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      const level = levels.at(-1);
      if (expectsKey && level?.keys !== undefined) {
        addKey(level, text.slice(at, end + 1), root, levels);
        expectsKey = false;
      }
      at = end;
    } else if (code === 0x7b || code === 0x5b) {
      const isObject = code === 0x7b;
      if (levels.length === maxDepth) throw tooDeep(root, levels);
      levels.push({ keys: isObject ? new Set() : undefined, step: isObject ? "" : 0 });
      expectsKey = isObject;
    } else if (code === 0x7d || code === 0x5d) {
      levels.pop();
      expectsKey = false;
    } else if (code === comma) {
      const level = levels.at(-1);
      expectsKey = level?.keys !== undefined;
      if (typeof level?.step === "number") level.step++;
    } else if (code === colon) {
      expectsKey = false;
    }
  }
}

function addKey(level: Level, literal: string, root: readonly PropertyKey[], levels: readonly Level[]): void {
  const key = literal.includes("\\") ? readEscaped(literal) : literal.slice(1, -1);
  level.step = key;
  if (key === "__proto__") throw rejected(root, levels, "the key __proto__ is not accepted; remove it");
  if (level.keys?.has(key)) throw rejected(root, levels, "this key stands twice in its object; remove one");
  level.keys?.add(key);
}

/** Reads a key that has escapes. What is not a valid JSON string stays as it is: JSON.parse will reject it. */
function readEscaped(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}

function tooDeep(root: readonly PropertyKey[], levels: readonly Level[]): Problem {
  return rejected(root, levels.slice(0, 3), `is nested deeper than ${maxDepth} levels; flatten it`);
}

function rejected(root: readonly PropertyKey[], levels: readonly Level[], message: string): Problem {
  const path = jsonPath([...root, ...levels.map((level) => level.step)]);
  return new Problem("invalid", `${path}: ${message}`, { errors: [{ path, message }] });
}

/** Says where the syntax is broken, without repeating the text, which may hold a secret. */
function syntaxProblem(text: string, root: readonly PropertyKey[]): Problem {
  const path = jsonPath(root);
  const message = `is not valid JSON: ${whereBroken(text)}`;
  return new Problem("malformed", `${path} ${message}`, { errors: [{ path, message }] });
}

function whereBroken(text: string): string {
  if (text.trim() === "") return "it is empty; send a JSON document";
  const at = findSyntaxError(text);
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - before.lastIndexOf("\n");
  const what = at >= text.length ? "it ends too early" : "this cannot stand here; correct it";
  return `line ${line}, column ${column}: ${what}`;
}
