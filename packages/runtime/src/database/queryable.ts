import { createHash } from "node:crypto";
import type { ServiceId } from "@stagepass/contracts";
import type pg from "pg";
import type { z } from "zod";
import type { Tracer } from "../tracing/span.ts";
import { errorCodeOf, translate } from "./failures.ts";
import { parseRows } from "./parse-rows.ts";
import { beginStatementSpan } from "./statement-span.ts";

/** Something that runs SQL statements: a pool or a transaction. */
export interface Queryable {
  /** Runs a statement and parses its rows. A row that does not fit its schema is our own error and throws `internal`. */
  query<R extends z.ZodType>(row: R, text: string, values?: readonly unknown[]): Promise<z.output<R>[]>;
  /** Runs a statement and returns how many rows it found or changed. */
  execute(text: string, values?: readonly unknown[]): Promise<number>;
}

interface StatementRunner {
  query(statement: pg.QueryConfig): Promise<pg.QueryResult<object>>;
}

/** Sends SQL to the database of a service. Failures of the database are `unavailable`. */
export function queryable(
  client: StatementRunner,
  service: ServiceId,
  tracer?: Tracer | undefined,
): Queryable {
  const send = async (text: string, values: readonly unknown[]) => {
    const span = beginStatementSpan(tracer, service, text);
    try {
      const result = await client.query({ name: statementName(text), text, values: [...values] });
      span?.end();
      return result;
    } catch (error) {
      span?.end(errorCodeOf(error));
      throw translate(error, service);
    }
  };
  return {
    query: async (row, text, values = []) => parseRows(row, (await send(text, values)).rows, text),
    execute: async (text, values = []) => (await send(text, values)).rowCount ?? 0,
  };
}

const names = new Map<string, string>();

/** The name of a prepared statement, made from its text: each connection prepares a statement once. */
function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash("sha256").update(text).digest("base64url").slice(0, 32);
  names.set(text, name);
  return name;
}
