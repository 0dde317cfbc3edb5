import type { QuickJSContext } from "quickjs-emscripten-core";
import { type ScriptError, toScriptError } from "./script-error.ts";

/** A policy's source in the form that the engine runs. */
export interface Script {
  readonly code: string;
  /** By how many columns the first line was moved to the right. */
  readonly indent: number;
}

const opening = "(function () {";

/**
 * The source as a script, or as the body of a function where it compiles only as that: the hosted dashboard permitted
 * `return` at the top level. When neither compiles, the error is that of the script.
 */
export function readScript(
  context: QuickJSContext,
  source: string,
): Script | { readonly error: ScriptError } {
  const script = { code: source, indent: 0 };
  const error = syntaxError(context, script);
  if (error === undefined) return script;
  const body = { code: `${opening}${source}\n})()`, indent: opening.length };
  const isBody = /\breturn\b/.test(source) && syntaxError(context, body) === undefined;
  return isBody ? body : { error };
}

function syntaxError(context: QuickJSContext, { code, indent }: Script): ScriptError | undefined {
  const { error } = context.evalCode(code, fileName, { type: "global", compileOnly: true });
  return error && toScriptError(context, error, indent);
}

/** The file name of the source in the engine's errors. */
export const fileName = "policy.js";
