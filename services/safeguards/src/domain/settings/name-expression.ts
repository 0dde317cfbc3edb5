import { Pattern } from "./pattern.ts";
import { patternSize } from "./pattern-size.ts";

/** How many steps the expressions of one deploy may have together; compiling as many takes half a second. */
export const maxCompiledSteps = 40_000;

/** An expression for whole names, with the names of a deploy filled in. */
export interface NameExpression {
  readonly source: string;
  /** A text is the reason why the expression cannot be used: "must be at most 256 characters". */
  readonly test: Pattern["testWhole"] | string;
}

/** The names that are filled into an expression. */
interface Names {
  readonly service: string;
  readonly stage: string;
  /** The function's name in the declaration. */
  readonly lambda: string;
}

/** The violations of an expression in settings. An expression without any can still become too long by the names. */
export function errorsIn(source: string): string[] {
  const unknown = source.replaceAll(/\$\{(?:SERVICE|STAGE|FUNCTION)\}/g, "").match(/\$\{[^}]*\}?/)?.[0];
  if (unknown !== undefined) {
    return [`knows no ${unknown}: only \${SERVICE}, \${STAGE} and \${FUNCTION} are filled in`];
  }
  const { error } = Pattern.safeParse(fillIn(source, { service: "a", stage: "a", lambda: "a" }));
  return error?.issues.map(({ message }) => message) ?? [];
}

/** Puts names in place of `${SERVICE}`, `${STAGE}` and `${FUNCTION}`, escaped, so that each matches only itself. */
export function fillIn(source: string, { service, stage, lambda }: Names): string {
  return source
    .replaceAll("${SERVICE}", () => escaped(service))
    .replaceAll("${STAGE}", () => escaped(stage))
    .replaceAll("${FUNCTION}", () => escaped(lambda));
}

/**
 * The text with every character escaped that means something in an expression. `$` is among them, so that the result
 * holds no placeholder.
 */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Compiles the expressions of one deploy, each once, and refuses those that are beyond `maxCompiledSteps`. */
export function nameExpressions(): (filledIn: string) => NameExpression {
  const expressions = new Map<string, NameExpression>();
  let steps = 0;
  return (source) => {
    const known = expressions.get(source);
    if (known !== undefined) return known;
    steps += patternSize(source);
    const test = steps > maxCompiledSteps ? "is too large for so many functions" : compile(source);
    const expression = { source, test };
    expressions.set(source, expression);
    return expression;
  };
}

function compile(source: string): NameExpression["test"] {
  const { data, error } = Pattern.safeParse(source);
  return data === undefined ? error.issues.map(({ message }) => message).join("; ") : data.testWhole;
}
