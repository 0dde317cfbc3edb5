import { requests, routes, secretPaths } from "@stagepass/contracts";
import { type Logger, pino, stdTimeFunctions } from "pino";
import { currentContext } from "./context.ts";

export type Log = Logger;

/** The log of a process: JSON lines, with the request id on each and every place that the contracts mark as secret redacted. */
export function createLog(options: { readonly level: string; readonly file?: string | undefined }): Log {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redactedPaths(), censor: "[secret]" },
      mixin: () => {
        const context = currentContext();
        return context === undefined
          ? {}
          : { requestId: context.requestId, traceId: context.traceparent.slice(3, 35) };
      },
    },
    pino.destination(options.file === undefined ? 1 : { dest: options.file, mkdir: true, mode: 0o600 }),
  );
}

/** Secret places of all contracts in the form that pino reads, at the top of a log line and under any one key. */
export function redactedPaths(): string[] {
  const schemas = [
    ...requests.flatMap(({ input, output }) => [input, output]),
    ...routes.flatMap(({ body, response }) => [body, response]),
  ];
  const paths = new Set<string>();
  for (const schema of schemas) {
    if (schema === undefined) continue;
    for (const path of secretPaths(schema)) {
      const written = path.replaceAll(".*", "[*]");
      for (const prefix of ["", "*."]) paths.add(prefix + written);
    }
  }
  return [...paths];
}
