import { Script } from "node:vm";
import { decodeStoredCode } from "@stagepass/contracts";

/**
 * A policy of somebody's own as the one statement that the clients run, whose last value decides; undefined for one that
 * they would not run as it is meant. They wait for no promise, and take one for a yes.
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

/** A local policy file, which passes when it approves and nothing fails. */
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

/** The statement itself, if the clients can read it. It is only parsed here, and never run. */
function ifItParses(statement: string): string | undefined {
  try {
    new Script(statement);
    return statement;
  } catch {
    return undefined;
  }
}
