import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";
import type { DocumentText } from "../document-text.ts";
import { setStage } from "./stage.ts";

/** A stage inside the engine, by its parts. */
export interface OpenStage {
  readonly exported: QuickJSHandle;
  readonly verdict: QuickJSHandle;
  readonly weigh: QuickJSHandle;
  readonly call: QuickJSHandle;
}

/** The inputs of a policy. */
export interface Scenery {
  readonly document: DocumentText;
  /** JSON of the settings' options; empty without any. */
  readonly options: string;
  /** The source of the JSONata library, for policies that use it. */
  readonly jsonata: string | undefined;
}

/** Sets the stage inside the engine. Throws when its memory does not hold it. */
export function openStage(context: QuickJSContext, { document, options, jsonata }: Scenery): OpenStage {
  const run = (code: string) => context.unwrapResult(context.evalCode(code, "stage.js"));
  const inputs = context.newArray();
  const texts = [JSON.stringify(document.facts), document.declaration, document.resources, options];
  for (const [index, text] of texts.entries()) context.setProp(inputs, index, context.newString(text));
  const library = jsonata === undefined ? context.undefined : run(asExpression(jsonata));
  const stage = context.unwrapResult(
    context.callFunction(run(`(${setStage})`), context.undefined, inputs, library),
  );
  // The document's JSON has been read. What remains of the memory is the policy's.
  context.setProp(inputs, "length", context.newNumber(0));
  const part = (name: keyof OpenStage) => context.getProp(stage, name);
  return { exported: part("exported"), verdict: part("verdict"), weigh: part("weigh"), call: part("call") };
}

function asExpression(commonJs: string): string {
  return `(function () { const module = { exports: {} }, { exports } = module;\n${commonJs}\nreturn module.exports; })()`;
}
