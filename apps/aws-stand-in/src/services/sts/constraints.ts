import { AwsError } from "../../http/aws-error.ts";

/** What AWS's model requires of one text parameter. */
export interface TextConstraint {
  /** The parameter's name in AWS's messages, for example `roleSessionName`. */
  readonly name: string;
  readonly value: string | undefined;
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: TextPattern;
}

/** A pattern of AWS's model. */
export interface TextPattern {
  /** The pattern as AWS prints it. */
  readonly text: string;
  /** Matches when the pattern matches the whole value. */
  readonly whole: RegExp;
}

/** Makes a pattern from the text that AWS prints. */
export function textPattern(text: string): TextPattern {
  return { text, whole: new RegExp(`^(?:${text})$`, "u") };
}

/** Returns all violations of one text parameter, in AWS's words. */
export function violationsOf({ name, value, required, min, max, pattern }: TextConstraint): string[] {
  if (value === undefined) {
    return required ? [`Value null at '${name}' failed to satisfy constraint: Member must not be null`] : [];
  }
  const constraints = [
    pattern !== undefined &&
      !pattern.whole.test(value) &&
      `satisfy regular expression pattern: ${pattern.text}`,
    max !== undefined && value.length > max && `have length less than or equal to ${max}`,
    min !== undefined && value.length < min && `have length greater than or equal to ${min}`,
  ];
  return constraints
    .filter((constraint) => constraint !== false)
    .map(
      (constraint) => `Value '${value}' at '${name}' failed to satisfy constraint: Member must ${constraint}`,
    );
}

/** Returns all violations of a whole number's bounds, in AWS's words. */
export function rangeViolationsOf(name: string, value: number, min: number, max: number): string[] {
  const failed = `Value '${value}' at '${name}' failed to satisfy constraint: Member must have value`;
  if (value < min) return [`${failed} greater than or equal to ${min}`];
  return value > max ? [`${failed} less than or equal to ${max}`] : [];
}

/** Throws one ValidationError with all violations, as AWS does, unless there are none. */
export function assertNoViolations(violations: readonly string[]): void {
  if (violations.length === 0) return;
  const count = `${violations.length} validation error${violations.length === 1 ? "" : "s"} detected`;
  throw validationError(`${count}: ${violations.join("; ")}`);
}

/** Makes STS's error for a request that breaks a rule. */
export function validationError(message: string): AwsError {
  return new AwsError("ValidationError", message);
}
