import type { Outcome } from "./outcome.ts";
import { spelledOut } from "./outcome-text.ts";
import { intrinsicOf, isRecord } from "./raw.ts";
import { substitutionOf } from "./substitution.ts";
import { valueAt } from "./value.ts";

/**
 * The beginning of a text that is put together and cannot be read to its end, spelled as `Fn::Sub` spells it; undefined
 * for any other value.
 */
export function beginningOf({ location: { value } }: Outcome): string | undefined {
  const intrinsic = intrinsicOf(value);
  if (!isRecord(value) || intrinsic === undefined) return undefined;
  const operand = value[intrinsic];
  if (intrinsic === "Fn::Sub") return substitutionOf(operand)?.text;
  const parts: unknown = intrinsic === "Fn::Join" && Array.isArray(operand) ? operand[1] : undefined;
  if (!Array.isArray(parts)) return undefined;
  const [first, ...others] = valueAt({ value: parts[0], keys: [] }).possible();
  return first === undefined || others.length > 0 ? undefined : spelledOut(first);
}
