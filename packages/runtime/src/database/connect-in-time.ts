import { Problem, type ServiceId } from "@stagepass/contracts";
import type pg from "pg";
import { remainingMs } from "../process/context.ts";

/**
 * Takes a connection of the pool for the current request. Throws `unavailable` if the request's deadline has passed by
 * then: its caller has stopped waiting, so that the work would only delay others.
 */
export async function connectInTime(pool: pg.Pool, service: ServiceId): Promise<pg.PoolClient> {
  const client = await pool.connect();
  if (remainingMs(1) > 0) return client;
  client.release();
  const detail = `The ${service} service had no connection to its database in time. Try again shortly.`;
  throw new Problem("unavailable", detail, { part: service });
}
