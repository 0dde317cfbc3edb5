import type { CustomPolicy } from "../../../domain/policies/definition/sandbox.ts";
import { limits, ranTooLong } from "../../limits.ts";
import { type DocumentText, momentOf } from "../document-text.ts";
import { atMoment } from "./clock.ts";
import { jsonataSource } from "./jsonata-source.ts";
import { type Machine, startMachine } from "./machine.ts";
import { openStage } from "./open-stage.ts";
import { perform } from "./perform.ts";
import { readScript } from "./script.ts";
import type { ScriptError } from "./script-error.ts";

type JavascriptPolicy = Extract<CustomPolicy, { engine: "javascript" }>;

/** The messages of a policy that does not pass. Calls `onStarted` when the document lies before it. */
export async function evaluateJavascript(
  { source, options }: JavascriptPolicy,
  document: DocumentText,
  onStarted: () => void,
): Promise<string[]> {
  const jsonata = /\bjsonata\b/.test(source) ? await jsonataSource() : undefined;
  const moment = momentOf(document.facts);
  const machine = await startMachine(moment);
  const { context, runtime } = machine;
  const script = readScript(context, source);
  if ("error" in script) {
    onStarted();
    return [inStatement(script.error)];
  }
  // Nothing is awaited from here on, so that no other run sees the clock that stands still.
  return atMoment(moment, () => {
    const stage = openStage(context, { document, options: toJson(options), jsonata });
    runtime.setMemoryLimit(usedBytes(machine) + limits.memoryBytes);
    onStarted();
    const ending = perform(machine, script, stage);
    switch (ending.kind) {
      case "passed":
        return [];
      case "failed":
        return ending.messages;
      case "late":
        return [ranTooLong];
      case "threw":
        return [inStatement(ending.error)];
    }
  });
}

function toJson(options: unknown): string {
  return options === undefined ? "" : JSON.stringify(options);
}

function inStatement({ message, position }: ScriptError): string {
  if (/\bout of memory\b/.test(message)) return tooMuchMemory;
  const where = position === undefined ? "" : ` (line ${position.line}, column ${position.column})`;
  return `Error in the policy statement: ${message}${where}`;
}

const tooMuchMemory = `The policy used more than ${limits.memoryBytes / 1024 / 1024} MB of memory.`;

/** The engine's limit counts some bytes of its own for each block, which its statistics leave out. */
const bytesPerBlock = 16;

function usedBytes({ context, runtime }: Machine): number {
  const { memory_used_size: size, malloc_count: blocks } = context.dump(runtime.computeMemoryUsage());
  return Number(size) + Number(blocks) * bytesPerBlock;
}
