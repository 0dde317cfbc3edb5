import { requests, routes, secretPaths } from "@stagepass/contracts";
import { type Logger, pino, stdTimeFunctions } from "pino";
import { currentContext } from "./context.ts";

/** The log of a process or of a service in it. */
export type Log = Logger;

/** The log of a process, in JSON lines. Each line of a request has its id, and fields that the contracts mark as secret are redacted. */
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

/** The paths of all secrets in the contracts, as pino takes them: at the top of a log line and below any one key. */
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
