import type { z } from "zod";

/**
 * Parses a value and drops unknown fields at every depth, even where the schema is strict: while services are updated one
 * by one, the other end can be of a later release. Throws a `ZodError` for anything else that does not fit, such as a tag
 * that no member of a union has.
 */
export function parseKnown<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const unknown = unknownFieldsOf(error);
  if (unknown === undefined) throw error;
  return schema.parse(unknown.reduce(without, value));
}

/** An unknown field in an object with a strict schema. */
export interface UnknownField {
  /** The keys that lead to the object. */
  readonly path: readonly PropertyKey[];
  readonly key: string;
}

/** The unknown fields of a value, if it would fit its schema without them. Undefined if something else does not fit. */
export function unknownFieldsOf({ issues }: z.core.$ZodError): readonly UnknownField[] | undefined {
  return unknownIn(issues, []);
}

function unknownIn(
  issues: readonly z.core.$ZodIssue[],
  base: readonly PropertyKey[],
): readonly UnknownField[] | undefined {
  const found: UnknownField[] = [];
  for (const issue of issues) {
    const path = [...base, ...issue.path];
    const unknown =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({ path, key }))
        : issue.code === "invalid_union"
          ? fewest(issue.errors.map((errors) => unknownIn(errors, path)))
          : undefined;
    if (unknown === undefined) return undefined;
    found.push(...unknown);
  }
  return found;
}

/** The result of the member of a union with the fewest unknown fields. */
function fewest(
  members: readonly (readonly UnknownField[] | undefined)[],
): readonly UnknownField[] | undefined {
  return members.reduce(
    (best, member) =>
      best === undefined || (member !== undefined && member.length < best.length) ? member : best,
    undefined,
  );
}

/** A copy of the value without a field. It shares everything that is not on the path to the field. */
function without(value: unknown, { path, key }: UnknownField): unknown {
  const [step, ...rest] = path;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === step ? without(item, { path: rest, key }) : item));
  }
  const entries = Object.entries(Object(value));
  return Object.fromEntries(
    step === undefined
      ? entries.filter(([name]) => name !== key)
      : entries.map(([name, child]) => [name, name === step ? without(child, { path: rest, key }) : child]),
  );
}
