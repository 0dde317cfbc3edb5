import { type CelInput, celType, isCelError } from "@bufbuild/cel";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { CustomPolicy } from "../../../domain/policies/sandbox.ts";
import { ranTooLong } from "../../limits.ts";
import { type DocumentText, momentOf } from "../document-text.ts";
import { compileExpression, type Program } from "./compile.ts";
import { withinTime } from "./environment.ts";
import { toValue } from "./values.ts";

type ExpressionPolicy = Extract<CustomPolicy, { engine: "expression" }>;

/** The messages of an expression that is not exactly true. Calls `onStarted` when the document is read. */
export function judgeExpression(
  { source, message }: ExpressionPolicy,
  document: DocumentText,
  onStarted: () => void,
): string[] {
  const { program, mistake } = compileExpression(source);
  if (mistake !== undefined) {
    onStarted();
    return [notJudged(mistake.message, mistake)];
  }
  const variables = variablesOf(document);
  onStarted();
  const { value, late } = withinTime(() => program.evaluate(variables));
  if (late) return [ranTooLong];
  // Errors are values of the library, and truthy ones.
  if (value === true) return [];
  if (value === false) return [message ?? `The deploy does not comply with the expression: ${source}`];
  if (isCelError(value)) return [explain(value, program)];
  return [notJudged(`it must answer true or false, and its answer is of type ${celType(value).name}`)];
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
  return notJudged(reason, exprId === undefined ? undefined : program.placeOf(exprId));
}

function notJudged(reason: string, place?: { line: number; column: number }): string {
  const where = place === undefined ? "" : ` (line ${place.line}, column ${place.column})`;
  return `The expression cannot be judged: ${reason}${where}`;
}
