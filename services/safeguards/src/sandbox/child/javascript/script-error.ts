import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";

/**
 * The message of an error that a script threw, and its position if the engine tells it. Lines and columns count from
 * 1.
 */
export interface ScriptError {
  readonly message: string;
  readonly position?: { readonly line: number; readonly column: number } | undefined;
}

const longest = 1_000;

/** Reads what was thrown. A script can throw anything, also what throws when it is looked at. */
export function toScriptError(context: QuickJSContext, thrown: QuickJSHandle, indent: number): ScriptError {
  if (context.typeof(thrown) !== "object") return { message: `thrown: ${textOf(context, thrown)}` };
  const [name, message, stack] = ["name", "message", "stack"].map((key) => property(context, thrown, key));
  return {
    message:
      [name, message].filter((part) => part !== undefined && part !== "").join(": ") || "thrown: an object",
    position: positionIn(stack ?? "", indent),
  };
}

function positionIn(stack: string, indent: number): ScriptError["position"] {
  const [, line, column] = /policy\.js:(\d+):(\d+)/.exec(stack) ?? [];
  if (line === undefined || column === undefined) return undefined;
  return { line: Number(line), column: Math.max(1, Number(column) - (line === "1" ? indent : 0)) };
}

/** The property if it is a text. Errors that an accessor throws are ignored. */
function property(context: QuickJSContext, object: QuickJSHandle, key: string): string | undefined {
  if (context.sameValue(object, context.null)) return undefined;
  try {
    const value = context.getProp(object, key);
    return context.typeof(value) === "string" ? context.getString(value).slice(0, longest) : undefined;
  } catch {
    return undefined;
  }
}

/** A value that is no object, as text. A symbol cannot be converted to one. */
function textOf(context: QuickJSContext, value: QuickJSHandle): string {
  const type = context.typeof(value);
  return ["string", "number", "boolean"].includes(type)
    ? context.getString(value).slice(0, longest)
    : `a value of type ${type}`;
}
