/**
 * The effect of a migration on code that does not know it, such as the release before. After an `additive` migration, that
 * code continues to work and may start. After a `breaking` one, it may not start.
 */
export type MigrationEffect = "additive" | "breaking";

/** The effect that the first line of a migration names. Throws when it names none. */
export function effectOf(file: string, sql: string): MigrationEffect {
  const [, effect] = /^-- (additive|breaking): \S/.exec(sql) ?? [];
  if (effect === "additive" || effect === "breaking") return effect;
  throw new Error(
    `The migration ${file} does not say what it does to code that does not know it. Its first line must be ` +
      '"-- additive: …", when that code goes on working, or "-- breaking: …", with the reason.',
  );
}
