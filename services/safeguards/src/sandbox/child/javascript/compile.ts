import type { ReportedCompileError } from "../../messages.ts";
import { startMachine } from "./machine.ts";
import { readScript } from "./script.ts";

/** The compile error in the source of a JavaScript policy, if there is one. The source is not run. */
export async function compileJavascript(source: string): Promise<ReportedCompileError | undefined> {
  const { context } = await startMachine(new Date(0));
  const script = readScript(context, source);
  if (!("error" in script)) return undefined;
  const { message, position = { line: 1, column: 1 } } = script.error;
  return { message, ...position };
}
