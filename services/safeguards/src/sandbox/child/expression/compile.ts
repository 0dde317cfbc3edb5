import { parse, plan } from "@bufbuild/cel";
import type { ReportedCompileError } from "../../messages.ts";
import { checkTree } from "./check-tree.ts";
import { environment } from "./environment.ts";
import { explainSyntax } from "./explain-syntax.ts";

/** A compiled expression, or the error that keeps it from compiling. */
export type Compiled =
  | { readonly error: ReportedCompileError; readonly program?: never }
  | { readonly error?: never; readonly program: Program };

/** A compiled expression. */
export interface Program {
  evaluate: ReturnType<typeof plan>;
  /** Where a node begins, counted from 1. */
  positionOf(node: bigint): Position | undefined;
}

/** Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Compiles an expression. Never throws: whatever is wrong with it is an error with a line and a column. */
export function compileExpression(source: string): Compiled {
  // Before the parser, whose stack the nesting would exhaust.
  const nonsense = explainSyntax(source);
  if (nonsense !== undefined) {
    return { error: { ...positionAt(source, nonsense.offset), message: nonsense.message } };
  }
  try {
    // A comment must end in a new line.
    const { expr, sourceInfo } = parse(`${source}\n`);
    const positionOf = (node: bigint) => {
      const offset = sourceInfo?.positions[String(node)];
      return offset === undefined ? undefined : positionAt(source, offset);
    };
    const wrong = checkTree(expr);
    if (wrong !== undefined) {
      const { id, ...error } = wrong;
      return { error: { ...(positionOf(id) ?? start), ...error } };
    }
    return { program: { evaluate: plan(environment, expr), positionOf } };
  } catch (error) {
    return { error: { ...positionOfError(error, source), message: reasonOf(error) } };
  }
}

const start: Position = { line: 1, column: 1 };

function positionAt(source: string, offset: number): Position {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function positionOfError(error: unknown, source: string): Position {
  const offset = (error as { location?: { start?: { offset?: unknown } } }).location?.start?.offset; // the parser's errors
  return typeof offset === "number" ? positionAt(source, offset) : start;
}

/** The parser's own message, without the position in front of it. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `cannot be read: ${message.replace(/^<input>:\d+:\d+: /, "")}`;
}
