import { parseJson } from "@stagepass/contracts";
import type { SecretReading } from "./secret-reading.ts";

/** Returns the value at a key of a secret that holds a JSON object: a text as it is, anything else as JSON. */
export function pickJsonKey(text: string, jsonKey: string): SecretReading {
  const document = parse(text);
  if (document === undefined) return { outcome: "unreadable", reason: "not-json" };
  const { value: root } = document;
  if (typeof root !== "object" || root === null || Array.isArray(root)) {
    return { outcome: "unreadable", reason: "not-an-object" };
  }
  const value: unknown = Object.hasOwn(root, jsonKey) ? Reflect.get(root, jsonKey) : undefined;
  if (value === undefined) return { outcome: "unreadable", reason: "no-such-json-key" };
  // JavaScript has already rounded such a number, and an account number must not become another one.
  if (typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return { outcome: "unreadable", reason: "inexact-number" };
  }
  return { outcome: "text", text: typeof value === "string" ? value : JSON.stringify(value) };
}

/** Parses a text. The parser's error is dropped on purpose, since it may repeat a piece of the secret. */
function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: parseJson(text) };
  } catch {
    return undefined;
  }
}
