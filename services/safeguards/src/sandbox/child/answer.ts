import { limits, shortened } from "../limits.ts";
import type { Reply, RequestHeader } from "../messages.ts";
import type { DocumentText } from "./document-text.ts";
import { compileExpression } from "./expression/compile.ts";
import { evaluateExpression } from "./expression/evaluate.ts";
import { compileJavascript } from "./javascript/compile.ts";
import { evaluateJavascript } from "./javascript/evaluate.ts";

/** Answers a request. Calls `onStarted` when the policy's own time begins. */
export async function answer(request: Buffer, onStarted: () => void): Promise<Reply> {
  const [header, declaration, resources] = linesOf(request);
  // The parent is trusted.
  const { task, policy, facts } = JSON.parse(header) as RequestHeader;
  if (task === "compile" || facts === undefined) {
    onStarted();
    const error =
      policy.engine === "expression"
        ? compileExpression(policy.source).error
        : await compileJavascript(policy.source);
    return { kind: "compiled", error: error && { ...error, message: shortened(error.message) } };
  }
  const document: DocumentText = { facts, declaration, resources };
  const messages =
    policy.engine === "expression"
      ? evaluateExpression(policy, document, onStarted)
      : await evaluateJavascript(policy, document, onStarted);
  return { kind: "evaluated", messages: messages.slice(0, limits.messages).map(shortened) };
}

function linesOf(request: Buffer): [string, string, string] {
  const first = request.indexOf("\n");
  const second = request.indexOf("\n", first + 1);
  return [
    request.toString("utf8", 0, first),
    request.toString("utf8", first + 1, second),
    request.toString("utf8", second + 1),
  ];
}
