/**
 * What a migration does to code that does not know it, which is the code of the release before: after one that is
 * `additive` this code goes on working, and may start; after one that is `breaking` it may not.
 */
export type MigrationEffect = "additive" | "breaking";

/** The effect that a migration's first line names. Throws when it names none. */
export function effectOf(file: string, sql: string): MigrationEffect {
  const [, effect] = /^-- (additive|breaking): \S/.exec(sql) ?? [];
  if (effect === "additive" || effect === "breaking") return effect;
  throw new Error(
    `The migration ${file} does not say what it does to code that does not know it. Its first line must be ` +
      '"-- additive: …", when that code goes on working, or "-- breaking: …", with the reason.',
  );
}
