import { once } from "node:events";
import { cpuTimeOf } from "../pool/cpu-time.ts";
import { startRunTimer } from "../pool/run-timer.ts";
import type { PoolWorker } from "../pool/worker.ts";
import { readFrames, writeFrame } from "./frames.ts";
import { type Launch, type Launched, standBack } from "./launch.ts";
import { limits } from "./limits.ts";
import { Reply, type ReportedCompileError, type RequestHeader } from "./messages.ts";

/**
 * The outcome of a run. Only the first two are answers of the policy's engine; after any other outcome the process
 * ends.
 */
export type Outcome =
  | { readonly kind: "evaluated"; readonly messages: readonly string[] }
  | { readonly kind: "compiled"; readonly error?: ReportedCompileError | undefined }
  /** It ran too long. */
  | { readonly kind: "late" }
  /** The process ended by itself or by somebody else's hand. */
  | { readonly kind: "ended" }
  /** Its answer could not be read. */
  | { readonly kind: "garbled" }
  /** The process ended before the policy began. */
  | { readonly kind: "not-begun" };

/** A request to a child, in the parts that are sent. */
export interface Request {
  readonly task: RequestHeader["task"];
  readonly parts: readonly Buffer[];
}

/** A process that runs one policy after the other. */
export interface Child extends PoolWorker<Request, Outcome> {
  readonly pid: number;
}

type Heard = Reply | "garbage" | "end";

/** How a child is started. */
export interface ChildStart {
  readonly launch: Launch;
  /** Whether somebody waits for it: it then has no low priority until it is warm, and always when a policy comes. */
  readonly awaited: boolean;
  /** Ends it at any time. */
  readonly signal: AbortSignal;
}

/** Starts a child, and answers it when its engines are warm. Rejects when it ends instead, or takes minutes. */
export async function startChild({ launch, awaited, signal }: ChildStart): Promise<Child> {
  signal.throwIfAborted();
  const launched = launch(awaited);
  const { process: child, socket } = launched;
  const ended = once(child, "exit");
  let isUsable = true;
  const kill = () => {
    isUsable = false;
    child.kill("SIGKILL");
  };
  signal.addEventListener("abort", kill);
  void ended.then(() => {
    isUsable = false;
    signal.removeEventListener("abort", kill);
  });
  // A child that speaks without having been asked is not itself any more.
  let listener: (heard: Heard) => void = kill;
  listen(launched, (heard) => listener(heard));

  let late = false;
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, limits.startMs);
  const first = await new Promise<Heard>((resolve) => {
    listener = resolve;
  });
  clearTimeout(timer);
  listener = kill;
  const { pid } = child;
  if (typeof first === "string" || first.kind !== "ready" || pid === undefined) {
    kill();
    await ended;
    throw new Error(late ? tookTooLong : endedEarly);
  }
  if (awaited) standBack(pid);

  let runs = 0;
  const run = (request: Request) => {
    runs++;
    return new Promise<Outcome>((resolve) => {
      const finish = (outcome: Outcome) => {
        listener = kill;
        if (outcome.kind !== "evaluated" && outcome.kind !== "compiled") kill();
        resolve(outcome);
      };
      listener = follow(pid, request.task, finish);
      writeFrame(socket, request.parts);
    });
  };
  return {
    pid,
    ended,
    run,
    end: kill,
    get runs() {
      return runs;
    },
    get isUsable() {
      return isUsable;
    },
  };
}

const endedEarly = "A process of the sandbox ended before it was ready.";
const tookTooLong =
  `A process of the sandbox was not ready within ${limits.startMs / 60_000} minutes: the machine is too busy, or the ` +
  "process stands still. Start it again when there is less to do.";

/** Follows a run by the child's messages and by its time, and calls `finish` once. */
function follow(
  pid: number,
  task: Request["task"],
  finish: (outcome: Outcome) => void,
): (heard: Heard) => void {
  const runLimit = {
    allowedMs: limits.runMs + limits.graceMs,
    spentMs: () => cpuTimeOf(`/proc/${pid}/stat`),
  };
  let timer: { stop(): void } | undefined;
  const end = (outcome: Outcome) => {
    timer?.stop();
    clearTimeout(total);
    finish(outcome);
  };
  const total = setTimeout(() => end({ kind: "late" }), limits.processMs);
  return (heard) => {
    const begun = timer !== undefined;
    if (heard === "end") end({ kind: begun ? "ended" : "not-begun" });
    else if (heard === "garbage") end({ kind: "garbled" });
    else if (heard.kind === "started" && !begun) timer = startRunTimer(runLimit, () => end({ kind: "late" }));
    else if (begun && heard.kind === "evaluated" && task === "evaluate") end(heard);
    else if (begun && heard.kind === "compiled" && task === "compile") end(heard);
    else end({ kind: "garbled" });
  };
}

function listen({ process: child, socket }: Launched, hear: (heard: Heard) => void): void {
  readFrames(socket, {
    longest: limits.replyBytes,
    onFrame: (body) => hear(parse(body)),
    onTooLong: () => hear("garbage"),
  });
  // A broken connection ends the child, or follows from its end.
  socket.on("error", () => {});
  socket.on("close", () => hear("end"));
  child.on("error", () => hear("end"));
}

function parse(body: Buffer): Heard {
  try {
    return Reply.parse(JSON.parse(body.toString("utf8")));
  } catch {
    return "garbage";
  }
}
