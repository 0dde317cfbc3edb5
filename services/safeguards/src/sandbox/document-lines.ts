import type { PolicyDocument } from "../domain/policies/definition/policy-document.ts";

/** The large parts of a document as JSON, made when they are first asked for and only once. */
export interface DocumentLines {
  declaration(): Buffer;
  resources(): Buffer;
}

const made = new WeakMap<PolicyDocument, DocumentLines>();

/**
 * The JSON of a document's large parts. It is made once, since all policies of an evaluation get the same document.
 */
export function linesOf(document: PolicyDocument): DocumentLines {
  const known = made.get(document);
  if (known !== undefined) return known;
  const lines = {
    declaration: once(() => toJson(document.declaration)),
    resources: once(() => toJson(document.resources)),
  };
  made.set(document, lines);
  return lines;
}

function toJson(value: unknown): Buffer {
  return Buffer.from(value === undefined ? "" : JSON.stringify(value));
}

function once<T>(make: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: make() };
    return result.value;
  };
}
