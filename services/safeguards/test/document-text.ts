import type { PolicyDocument } from "../src/domain/policies/definition/policy-document.ts";
import type { DocumentText } from "../src/sandbox/child/document-text.ts";

/** The document as it reaches a child, with everything in it. */
export function textOf({ declaration, resources, ...facts }: PolicyDocument): DocumentText {
  return { facts, declaration: toJson(declaration), resources: toJson(resources) };
}

function toJson(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value);
}
