import { setFlagsFromString } from "node:v8";
import { didYouMean } from "@stagepass/contracts";
import { namedInputs } from "../domain/policies/definition/named-inputs.ts";
import type { PolicyDocument } from "../domain/policies/definition/policy-document.ts";
import type { CompileError, CustomPolicy, Sandbox } from "../domain/policies/definition/sandbox.ts";
import type { PolicyViolation } from "../domain/policies/definition/violation.ts";
import { startPool } from "../pool/pool.ts";
import { type Child, type Outcome, type Request, startChild } from "./child.ts";
import { linesOf } from "./document-lines.ts";
import { launcherOf } from "./launch.ts";
import { limits, ranTooLong } from "./limits.ts";
import type { ReportedCompileError, RequestHeader } from "./messages.ts";

/** How much of the machine custom policies get. */
export interface SandboxOptions {
  /** How many policies run at the same time, each in a process of its own. */
  readonly processes?: number;
  /** After how many runs a process is replaced by a new one. */
  readonly runsPerProcess?: number;
  /** The program of the processes; the sandbox's own when left out. */
  readonly entry?: string;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal;
}

/** A sandbox whose processes have started. */
export interface RunningSandbox extends Sandbox {
  /** The processes that wait or work at this moment. */
  pids(): number[];
  /** Ends all processes. What runs in them, and what waits, is refused with `unavailable`. */
  close(): Promise<void>;
}

/**
 * Starts the processes in which custom policies run, and waits until they are warm. Both calls of the sandbox reject with
 * `unavailable` when too many others wait.
 */
export async function startSandbox({
  processes = 2,
  runsPerProcess = 500,
  entry,
  signal,
}: SandboxOptions = {}): Promise<RunningSandbox> {
  // Helper threads of the garbage collector would wait for processors that children keep busy, and the service for them.
  setFlagsFromString("--no-parallel-scavenge");
  const launch = launcherOf(entry);
  const pool = await startPool<Request, Outcome, Child>({
    name: "The sandbox for custom policies",
    size: processes,
    totalMs: limits.totalMs,
    runsPerWorker: runsPerProcess,
    start: (start) => startChild({ launch, ...start }),
    isLost: ({ kind }) => kind === "not-begun",
    signal,
  });
  return {
    pids: () => pool.workers().map(({ pid }) => pid),
    close: pool.close,
    compile: async (policy) => {
      const outcome = await pool.run("", requestOf({ task: "compile", policy }));
      if (outcome.kind === "compiled") return outcome.error && toCompileError(outcome.error);
      return { message: reasonOf(outcome), line: 1, column: 1 };
    },
    evaluate: async (policy, document) => {
      const request = evaluationRequest(policy, document);
      if (request.parts.reduce((sum, part) => sum + part.length, 0) > limits.requestBytes) {
        return [{ message: tooLarge }];
      }
      const outcome = await pool.run(document.target.org, request);
      if (outcome.kind !== "evaluated") return [{ message: reasonOf(outcome) }];
      return outcome.messages.map((message): PolicyViolation => ({ message }));
    },
  };
}

function evaluationRequest(policy: CustomPolicy, document: PolicyDocument): Request {
  const { target, now, frameworkVersion } = document;
  const named = namedInputs(policy);
  const lines = linesOf(document);
  return requestOf(
    { task: "evaluate", policy, facts: { target, now, frameworkVersion } },
    named.includes("declaration") ? lines.declaration() : nothing,
    named.includes("template") ? lines.resources() : nothing,
  );
}

const nothing: Buffer = Buffer.alloc(0);
const newLine = Buffer.from("\n");

function requestOf(header: RequestHeader, declaration = nothing, resources = nothing): Request {
  const parts = [Buffer.from(JSON.stringify(header)), newLine, declaration, newLine, resources];
  return { task: header.task, parts };
}

function toCompileError({ message, line, column, unknown }: ReportedCompileError): CompileError {
  const hint = unknown === undefined ? "" : didYouMean(unknown.name, unknown.known);
  return { message: `${message}${hint}`, line, column };
}

/** The reason why there is no answer, for the author of the policy. */
function reasonOf({ kind }: Outcome): string {
  if (kind === "late") return ranTooLong;
  if (kind === "not-begun") return "The process for the policy ended twice before the policy began.";
  if (kind === "ended") return "The policy ended the process it ran in, most likely for want of memory.";
  return "The policy gave an answer that could not be read.";
}

const tooLarge =
  "The declaration and the template are too large for a custom policy. Expand fewer aliases, or split the service.";
