import { Script } from "node:vm";
import { decodeStoredCode } from "@stagepass/contracts";

/**
 * Translates the code of a `javascript` safeguard into one statement, whose last value decides on the clients' side.
 * Undefined for code that the clients would run in another way than the server: they do not wait for promises, and a
 * promise passes as true.
 */
export function statementOf(settings: unknown): string | undefined {
  const { code, options } = readSettings(settings);
  if (code === undefined || /\basync\b|\bawait\b|\bPromise\b/.test(code)) return undefined;
  if (/\bmodule\s*\.\s*exports\b|\bexports\s*\./.test(code)) return ifItParses(callModule(code, options));
  return ifItParses(code) ?? ifItParses(`(function () {\n${code}\n})()`);
}

function readSettings(settings: unknown): { code?: string; options?: unknown } {
  if (typeof settings === "string") return { code: decodeStoredCode(settings) };
  if (typeof settings !== "object" || settings === null) return {};
  const code: unknown = Reflect.get(settings, "code");
  return typeof code === "string" ? { code, options: Reflect.get(settings, "options") } : {};
}

/** Calls a module that exports a policy. The policy passes when it approves and does not fail. */
function callModule(code: string, options: unknown): string {
  const settings = JSON.stringify(options ?? {});
  return `(function () {
  var module = { exports: {} };
  (function (module, exports) {
${code}
  })(module, module.exports);
  var approved = false, failed = false;
  var policy = { approve: function () { approved = true; }, fail: function () { failed = true; } };
  var service = { compiled: compiled, declaration: declaration, provider: provider, frameworkVersion: frameworkVersion };
  module.exports(policy, service, ${settings});
  return approved && !failed;
})()`;
}

/** Returns the statement if the clients can parse it. It is never run here. */
function ifItParses(statement: string): string | undefined {
  try {
    new Script(statement);
    return statement;
  } catch {
    return undefined;
  }
}
