import { Problem, type ServiceId } from "@stagepass/contracts";
import pg from "pg";

/** Connection failures, shutdowns, exhausted resources and time-outs: https://www.postgresql.org/docs/17/errcodes-appendix.html */
const passing = /^(08...|53...|57P..|57014|25P03|40001|40P01|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

/** What a service throws for an error of its database: `unavailable` if another attempt can succeed. */
export function translate(error: unknown, service: ServiceId): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const code = errorCodeOf(error);
  const lost = /timeout|terminated|Connection (ended|closed)|not queryable/i.test(error.message);
  if (!passing.test(code) && !lost) return error;
  const detail = `The ${service} service cannot reach its database, or the database is too slow. Try again shortly.`;
  return new Problem("unavailable", detail, { part: service, cause: error });
}

/** The code of a failure: an SQLSTATE, that of a system call, or none. It repeats nothing of the statement. */
export function errorCodeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Whether a statement failed because a row with the same key exists. */
export function isDuplicate(error: unknown): boolean {
  return errorCodeOf(error) === "23505";
}

/** Whether Postgres undid a transaction because it and others waited for each other. Another attempt can succeed. */
export function isDeadlock(error: unknown): boolean {
  return errorCodeOf(error instanceof Problem ? error.cause : error) === "40P01";
}

/** Whether Postgres rejected the statement itself: it had no effect, and another attempt would also fail. */
export function isRefused(error: unknown): boolean {
  return error instanceof pg.DatabaseError;
}
