import type { parse } from "@bufbuild/cel";
import type { ReportedCompileError } from "../../messages.ts";
import { environment, inTime, macros, types, variables } from "./environment.ts";

/** A node of a parsed expression. */
export type Expr = ReturnType<typeof parse>["expr"];

/** Something wrong in a tree. `id` is that of its node, by which its position is found. */
export interface TreeError {
  readonly message: string;
  readonly id: bigint;
  readonly unknown?: ReportedCompileError["unknown"];
}

const maxNodes = 500;
const maxLoopNesting = 2;
const functions = [...new Set([...environment.funcs].map(({ name }) => name))].filter((name) =>
  /^\w/.test(name),
);

/**
 * Checks what the parser does not: that all names exist, and that neither the size of the expression nor the loops inside
 * loops exceed what can be run. Makes every loop stop when the time is up.
 */
export function checkTree(root: Expr): TreeError | undefined {
  let nodes = 0;

  const visit = (node: Expr | undefined, names: readonly string[], loops: number): TreeError | undefined => {
    if (node === undefined) return undefined;
    const { id } = node;
    if (++nodes > maxNodes) return { id, message: `has more than ${maxNodes} parts; split it into several` };
    const all = (inner: readonly (Expr | undefined)[]) => first(inner, (each) => visit(each, names, loops));
    const { case: kind, value } = node.exprKind;
    switch (kind) {
      case "identExpr":
        return names.includes(value.name) ? undefined : unknownName(id, value.name, names);
      case "selectExpr":
        return visit(value.operand, names, loops);
      case "listExpr":
        return all(value.elements);
      case "structExpr":
        if (value.messageName !== "") return { id, message: `there is no type ${value.messageName}` };
        return all(value.entries.flatMap(({ keyKind, value: entry }) => [keyOf(keyKind), entry]));
      case "callExpr": {
        const { target, function: name, args } = value;
        const qualified = qualifiedName(target, name);
        if (qualified !== undefined && functions.includes(qualified)) return all(args);
        return (isKnown(name) ? undefined : unknownFunction(id, name)) ?? all([target, ...args]);
      }
      case "comprehensionExpr": {
        if (loops === maxLoopNesting) return { id, message: tooManyLoops };
        const inside = [...names, value.iterVar, value.accuVar];
        const error =
          all([value.iterRange, value.accuInit]) ??
          first([value.loopCondition, value.loopStep, value.result], (each) =>
            visit(each, inside, loops + 1),
          );
        if (value.loopCondition !== undefined) value.loopCondition = whileInTime(value.loopCondition);
        return error;
      }
      default:
        return undefined;
    }
  };
  return visit(root, [...variables, ...types], 0);
}

const tooManyLoops = `loops (${macros.filter((name) => name !== "has").join(", ")}) may stand at most ${maxLoopNesting} deep in each other`;

function first<T>(items: readonly T[], errorOf: (item: T) => TreeError | undefined) {
  for (const item of items) {
    const error = errorOf(item);
    if (error !== undefined) return error;
  }
  return undefined;
}

function keyOf(key: { readonly case: string | undefined; readonly value?: unknown }): Expr | undefined {
  return key.case === "mapKey" ? (key.value as Expr) : undefined; // the library's own pair of case and value
}

function qualifiedName(target: Expr | undefined, name: string): string | undefined {
  return target?.exprKind.case === "identExpr" ? `${target.exprKind.value.name}.${name}` : undefined;
}

function isKnown(name: string): boolean {
  return !/^\w/.test(name) || /^_\W/.test(name) || functions.includes(name);
}

function unknownName(id: bigint, name: string, names: readonly string[]): TreeError {
  const known = names.filter((each) => /^\w/.test(each));
  return { id, message: `there is no variable ${name}.`, unknown: { name, known } };
}

function unknownFunction(id: bigint, name: string): TreeError {
  if (name === "has") return { id, message: "has(…) takes a field, such as has(declaration.provider)" };
  if (macros.includes(name))
    return { id, message: `${name}(…) takes a name and an expression, such as x, x > 1` };
  return {
    id,
    message: `there is no function ${name}.`,
    unknown: { name, known: [...functions, ...macros] },
  };
}

function whileInTime(condition: Expr): Expr {
  const call: Expr = callOf(inTime, []);
  return callOf("_&&_", [call, condition]);
}

function callOf(name: string, args: Expr[]): Expr {
  return {
    $typeName: "cel.expr.Expr",
    id: 0n,
    exprKind: { case: "callExpr", value: { $typeName: "cel.expr.Expr.Call", function: name, args } },
  };
}
