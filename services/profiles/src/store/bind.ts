import type { Queryable } from "@stagepass/runtime";

type Statement = (db: Queryable, ...values: never[]) => unknown;
/** Statements without their first argument, the database. */
export type Bound<S> = {
  readonly [K in keyof S]: S[K] extends (db: Queryable, ...values: infer V) => infer R
    ? (...values: V) => R
    : never;
};

/** Binds statements to the pool or transaction that they run in. */
export function bind<S extends Record<string, Statement>>(db: Queryable, statements: S): Bound<S> {
  const bound = Object.entries(statements).map(([name, statement]) => [
    name,
    (...values: never[]) => statement(db, ...values),
  ]);
  return Object.fromEntries(bound) as Bound<S>; // fromEntries forgets the names
}
