import { expect, test } from "vitest";
import { runForSpans } from "../process/context.ts";
import type { Span, SpanStart, Tracer } from "../tracing/span.ts";
import { beginStatementSpan, summaryOf } from "./statement-span.ts";

test.each([
  ["select 1 from orgs where org = $1", "select orgs"],
  [
    "select a.id\n  from apps a\n  join stages using (app)\n left join stages s2 on true",
    "select apps stages",
  ],
  ["with old as materialized (select id from outbox) select id from old", "select outbox"],
  ["with asked (n, id) as (select 1) select id from asked join orgs using (id)", "select orgs"],
  ["select x from json_to_recordset($1::json) as asked (x text)", "select"],
  ["select id from profiles where id = $1 for update", "select profiles"],
  ["insert into keys (id) values ($1) on conflict (id) do update set id = $1", "insert keys"],
  [
    "with changed as (update a set b = 1 returning n) insert into outbox select n from changed",
    "update a insert outbox",
  ],
  ["delete from outbox where id = $1", "delete outbox"],
  ["commit", "commit"],
])("the statement %j is summarized as %j", (text, summary) => {
  expect(summaryOf(text)).toBe(summary);
});

const spanOf = (spanId: string): Span => ({
  traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
  spanId,
  isSampled: true,
  traceparent: "",
  tracestate: undefined,
  set: () => {},
  end: () => {},
});

test("a statement for several requests is a part of the first one's trace, and linked to the others", () => {
  const begun: SpanStart[] = [];
  const tracer: Tracer = {
    begin: (name, start) => {
      begun.push(start);
      return spanOf(name);
    },
  };
  const spans = ["a", "b", "c"].map(spanOf);
  const begin = () => beginStatementSpan(tracer, "resolver", "insert into deployments values ($1)");
  expect(runForSpans(spans, begin)).toMatchObject({ spanId: "insert deployments" });
  expect(begun).toMatchObject([{ parent: { spanId: "a" }, links: [{ spanId: "b" }, { spanId: "c" }] }]);
  expect(begin()).toBeUndefined();
});
