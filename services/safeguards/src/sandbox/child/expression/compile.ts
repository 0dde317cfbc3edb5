import { parse, plan } from "@bufbuild/cel";
import type { ReportedMistake } from "../../messages.ts";
import { checkTree } from "./check-tree.ts";
import { environment } from "./environment.ts";
import { explainSyntax } from "./explain-syntax.ts";

/** An expression that can be run, or why it cannot. */
export type Compiled =
  | { readonly mistake: ReportedMistake; readonly program?: never }
  | { readonly mistake?: never; readonly program: Program };

/** A compiled expression. */
export interface Program {
  evaluate: ReturnType<typeof plan>;
  /** Where a node begins, counted from 1. */
  placeOf(node: bigint): Place | undefined;
}

/** Both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Compiles an expression. Never throws: whatever is wrong is a mistake with its place. */
export function compileExpression(source: string): Compiled {
  // Before the parser, whose stack the nesting would exhaust.
  const nonsense = explainSyntax(source);
  if (nonsense !== undefined) {
    return { mistake: { ...placeAt(source, nonsense.offset), message: nonsense.message } };
  }
  try {
    // A comment must end in a new line.
    const { expr, sourceInfo } = parse(`${source}\n`);
    const placeOf = (node: bigint) => {
      const offset = sourceInfo?.positions[String(node)];
      return offset === undefined ? undefined : placeAt(source, offset);
    };
    const wrong = checkTree(expr);
    if (wrong !== undefined) {
      const { id, ...mistake } = wrong;
      return { mistake: { ...(placeOf(id) ?? start), ...mistake } };
    }
    return { program: { evaluate: plan(environment, expr), placeOf } };
  } catch (error) {
    return { mistake: { ...placeOfError(error, source), message: reasonOf(error) } };
  }
}

const start: Place = { line: 1, column: 1 };

function placeAt(source: string, offset: number): Place {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function placeOfError(error: unknown, source: string): Place {
  const offset = (error as { location?: { start?: { offset?: unknown } } }).location?.start?.offset; // the parser's errors
  return typeof offset === "number" ? placeAt(source, offset) : start;
}

/** The parser's own words, without the place in front of them. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `cannot be read: ${message.replace(/^<input>:\d+:\d+: /, "")}`;
}
