import { intrinsicOf } from "./place.ts";

/** Why a value that should be plain text, or a plain list, cannot be judged: "it is Ref, which only AWS resolves". */
export function whyUnknown(value: unknown): string {
  const intrinsic = intrinsicOf(value);
  if (intrinsic !== undefined) return `it is ${intrinsic}, which only AWS resolves`;
  return `it is ${Array.isArray(value) ? "a list" : `of type ${typeof value}`}`;
}
