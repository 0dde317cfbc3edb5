import type { ServiceId } from "@stagepass/contracts";
import { askingSpans } from "../process/context.ts";
import type { Span, Tracer } from "../tracing/span.ts";

/**
 * Begins the span of a statement, as a part of the trace that asks for it. A statement for many requests at once is a part
 * of the first one's trace and linked to those of the others. A statement for no request has no span.
 */
export function beginStatementSpan(
  tracer: Tracer | undefined,
  service: ServiceId,
  text: string,
): Span | undefined {
  if (tracer === undefined) return undefined;
  const [parent, ...links] = askingSpans();
  if (parent === undefined) return undefined;
  const summary = summaryOf(text);
  const attributes = {
    "db.system.name": "postgresql",
    "db.namespace": service,
    "db.query.summary": summary,
  } as const;
  return tracer.begin(summary, { kind: "client", parent, links, attributes });
}

const summaries = new Map<string, string>();

/** What a statement does to which tables, such as `insert deployments insert outbox`. Its texts are those of our own code. */
export function summaryOf(text: string): string {
  const known = summaries.get(text);
  if (known !== undefined) return known;
  const summary = summarize(text);
  summaries.set(text, summary);
  return summary;
}

const writes = /(?<!\b(?:for|do|key)\s+)\b(insert into|update|delete from)\s+(\w+)/g;
const reads = /\b(?:from|join)\s+(\w+)\b(?!\s*\()/g;
/** Parts of a statement that have a name of their own, as in `with old as (…)`. */
const namedParts = /(\w+)(?:\s*\([\w\s,]*\))?\s+as\s+(?:materialized\s+)?\(/g;

function summarize(text: string): string {
  const changes = [...text.matchAll(writes)].map(([, verb = "", table]) => `${verb.split(" ")[0]} ${table}`);
  if (changes.length > 0) return [...new Set(changes)].join(" ");
  const named = new Set([...text.matchAll(namedParts)].map(([, name]) => name));
  const tables = [...text.matchAll(reads)].map(([, table]) => table).filter((table) => !named.has(table));
  return [/\b(select|commit)\b/.exec(text)?.[0] ?? "statement", ...new Set(tables)].join(" ");
}
