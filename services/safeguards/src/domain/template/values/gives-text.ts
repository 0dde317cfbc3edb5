import { intrinsicOf, isRecord } from "./place.ts";
import { textsOf } from "./texts.ts";

/**
 * Whether a value is a text that is not blank, or an intrinsic function that gives one, whichever way its conditions
 * turn out. `AWS::NoValue`, malformed functions and those that give something else do not.
 */
export function givesText(value: unknown): boolean {
  if (typeof value === "string") return value.trim() !== "";
  const intrinsic = intrinsicOf(value);
  if (!isRecord(value) || intrinsic === undefined || Object.keys(value).length > 1) return false;
  const operand = value[intrinsic];
  switch (intrinsic) {
    case "Ref":
      return operand !== "AWS::NoValue" && isName(operand);
    case "Fn::GetAtt":
      return isName(operand) || isListOf(2, operand);
    case "Fn::ImportValue":
      return givesText(operand);
    case "Fn::If":
      return isListOf(3, operand) && givesText(operand[1]) && givesText(operand[2]);
    case "Fn::FindInMap":
      return isListOf(3, operand);
    case "Fn::Select":
      return isListOf(2, operand);
    default:
      return textsOf(value, "unknown")?.every(isName) ?? false;
  }
}

function isName(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

function isListOf(length: number, value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length === length;
}
