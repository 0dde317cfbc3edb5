import type { QuickJSContext } from "quickjs-emscripten-core";
import { type ScriptError, toScriptError } from "./script-error.ts";

/** A policy's source in the form in which it can be run. */
export interface Script {
  readonly code: string;
  /** By how many columns the first line is further right than what the author wrote. */
  readonly indent: number;
}

const opening = "(function () {";

/**
 * The source as a script; or as the body of a function, when only that lets its `return` stand where it does, which the
 * hosted dashboard promised. The error is the one of the script.
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

/** What the engine calls the source in its errors. */
export const fileName = "policy.js";
