import { type CelInput, celType, isCelError } from "@bufbuild/cel";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { CustomPolicy } from "../../../domain/policies/definition/sandbox.ts";
import { ranTooLong } from "../../limits.ts";
import { type DocumentText, momentOf } from "../document-text.ts";
import { compileExpression, type Program } from "./compile.ts";
import { withinTime } from "./environment.ts";
import { toValue } from "./values.ts";

type ExpressionPolicy = Extract<CustomPolicy, { engine: "expression" }>;

/** The messages of an expression that is not exactly true. Calls `onStarted` when the document is read. */
export function evaluateExpression(
  { source, message }: ExpressionPolicy,
  document: DocumentText,
  onStarted: () => void,
): string[] {
  const { program, error } = compileExpression(source);
  if (error !== undefined) {
    onStarted();
    return [notEvaluated(error.message, error)];
  }
  const variables = variablesOf(document);
  onStarted();
  const { value, late } = withinTime(() => program.evaluate(variables));
  if (late) return [ranTooLong];
  // Errors are values of the library, and truthy ones.
  if (value === true) return [];
  if (value === false) return [message ?? `The deploy does not comply with the expression: ${source}`];
  if (isCelError(value)) return [explain(value, program)];
  return [notEvaluated(`it must answer true or false, and its answer is of type ${celType(value).name}`)];
}

function variablesOf({ facts, declaration, resources }: DocumentText): Record<string, CelInput> {
  const { target, frameworkVersion } = facts;
  return {
    target: toValue(target),
    now: timestampFromDate(momentOf(facts)),
    ...(frameworkVersion === undefined ? {} : { frameworkVersion }),
    ...(declaration === "" ? {} : { declaration: toValue(JSON.parse(declaration)) }),
    ...(resources === "" ? {} : { resources: toValue(JSON.parse(resources)) }),
  };
}

function explain(
  { message, exprId }: { message: string; exprId: bigint | undefined },
  program: Program,
): string {
  const missing = /^field not found: (.*)$/s.exec(message)?.[1];
  const reason =
    missing === undefined
      ? message
      : `there is no field ${missing}; ask with has(…) first, or index a map with in, such as "a" in map`;
  return notEvaluated(reason, exprId === undefined ? undefined : program.positionOf(exprId));
}

function notEvaluated(reason: string, position?: { line: number; column: number }): string {
  const where = position === undefined ? "" : ` (line ${position.line}, column ${position.column})`;
  return `The expression cannot be judged: ${reason}${where}`;
}
