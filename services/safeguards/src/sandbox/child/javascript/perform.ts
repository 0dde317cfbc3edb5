import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";
import { limits } from "../../limits.ts";
import { startStopwatch } from "../stopwatch.ts";
import type { Machine } from "./machine.ts";
import type { OpenStage } from "./open-stage.ts";
import { fileName, type Script } from "./script.ts";
import { type ScriptError, toScriptError } from "./script-error.ts";

/** How the run of a policy ended. */
export type Ending =
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly messages: string[] }
  | { readonly kind: "threw"; readonly error: ScriptError }
  | { readonly kind: "late" };

/** Runs a policy on an open stage until it is done, with all the promises that it made, or until its time is up. */
export function perform({ context, runtime }: Machine, script: Script, stage: OpenStage): Ending {
  const isUp = startStopwatch();
  runtime.setInterruptHandler(isUp);
  const threw = (thrown: QuickJSHandle): Ending => {
    // What is thrown may have accessors, which take time too.
    const error = toScriptError(context, thrown, script.indent);
    return isUp() ? { kind: "late" } : { kind: "threw", error };
  };

  const result = context.evalCode(script.code, fileName, { type: "global" });
  if (result.error) return threw(result.error);
  const exported = context.callFunction(stage.exported, context.undefined);
  if (exported.error) return threw(exported.error);
  const isLocal = context.typeof(exported.value) === "function";
  const promise = context.unwrapResult(
    context.callFunction(
      isLocal ? stage.call : stage.weigh,
      context.undefined,
      isLocal ? exported.value : result.value,
    ),
  );
  while (runtime.hasPendingJob() && !isUp()) runtime.executePendingJobs(jobsPerLook);
  if (isUp()) return { kind: "late" };

  const state = context.getPromiseState(promise);
  if (state.type === "pending") return { kind: "failed", messages: [neverSettled] };
  if (state.type === "rejected") return threw(state.error);
  if (isLocal) return readVerdict(context, stage.verdict);
  return context.sameValue(state.value, context.true)
    ? { kind: "passed" }
    : { kind: "failed", messages: ["Must comply with all of the configured queries."] };
}

const jobsPerLook = 1_000;
const neverSettled = "The policy waits for a promise that nothing settles.";

function readVerdict(context: QuickJSContext, verdict: QuickJSHandle): Ending {
  const failures = context.getNumber(context.getProp(verdict, "failures"));
  const messages = Array.from({ length: Math.min(failures, limits.messages) }, (_, index) =>
    context.getString(context.getProp(verdict, index)),
  );
  if (messages.length > 0) return { kind: "failed", messages };
  return context.sameValue(context.getProp(verdict, "approved"), context.true)
    ? { kind: "passed" }
    : { kind: "failed", messages: ["The policy called neither approve nor fail."] };
}
