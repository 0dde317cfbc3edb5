import { createHash } from "node:crypto";
import type { ServiceId } from "@stagepass/contracts";
import type pg from "pg";
import type { z } from "zod";
import { translate } from "./failures.ts";
import { parseRows } from "./parse-rows.ts";

/** Where SQL can be sent: the pool, or a transaction. */
export interface Queryable {
  /** The rows of a statement, each as the schema reads it. One that does not fit is a mistake of ours, and `internal`. */
  query<R extends z.ZodType>(row: R, text: string, values?: readonly unknown[]): Promise<z.output<R>[]>;
  /** Runs a statement whose rows nobody reads, and answers how many it found or changed. */
  execute(text: string, values?: readonly unknown[]): Promise<number>;
}

/** Sends SQL to the database of a service. Failures of the database are `unavailable`. */
export function queryable(client: pg.Pool | pg.PoolClient, service: ServiceId): Queryable {
  const send = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query<object>({ name: statementName(text), text, values: [...values] });
    } catch (error) {
      throw translate(error, service);
    }
  };
  return {
    query: async (row, text, values = []) => parseRows(row, (await send(text, values)).rows, text),
    execute: async (text, values = []) => (await send(text, values)).rowCount ?? 0,
  };
}

const names = new Map<string, string>();

/** Every statement is prepared once for each connection, under a name made from its text. */
function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash("sha256").update(text).digest("base64url").slice(0, 32);
  names.set(text, name);
  return name;
}
