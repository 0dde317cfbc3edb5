import { requests, routes, secretPaths } from "@stagepass/contracts";
import { type Logger, pino, stdTimeFunctions } from "pino";
import type { Span } from "../tracing/span.ts";
import { boundedFile } from "./bounded-file.ts";
import { currentContext } from "./context.ts";
import { gatherLines } from "./gather-lines.ts";

/** The log of a process or of a service in it. */
export type Log = Logger;

/** What takes lines that hold nothing but numbers and short texts, such as ids. */
export interface PlainLog {
  info(fields: Readonly<Record<string, string | number | undefined>>, message: string): void;
}

const censor = "[secret]";

/** The log of a process, in JSON lines. Each line of a request has its id, and fields that the contracts mark as secret are redacted. */
export function createLog(options: { readonly level: string; readonly file?: string | undefined }): Log {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redactedPaths(), censor },
      mixin: () => {
        const context = currentContext();
        return context === undefined
          ? {}
          : {
              requestId: context.requestId,
              traceId: context.traceparent.slice(3, 35),
              ...spanFields(context.span),
            };
      },
    },
    gatherLines(options.file === undefined ? pino.destination(1) : boundedFile(options.file)),
  );
}

/** The fields by which tools find the trace of a line: https://opentelemetry.io/docs/specs/otel/compatibility/logging_trace_context/ */
export function spanFields(span: Span | undefined) {
  return span && { trace_id: span.traceId, span_id: span.spanId };
}

/**
 * The same log, for the lines that are written with every request. Their fields are not searched for secrets below them,
 * which costs more than all else about a line: by their type there is nothing below. A field that itself is named as a
 * secret is redacted here, too.
 */
export function plainLog(log: Log): PlainLog {
  const paths = redactedPaths().filter((path) => /^\w+$/.test(path));
  return log.child({}, { redact: { paths, censor } });
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
