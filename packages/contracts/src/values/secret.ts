import { z } from "zod";

const secrets = z.registry<{ secret: true }>();

/** Marks a value that must never reach a log, an event, an error or a snapshot. Logs redact what is marked. */
export function secret<T extends z.ZodType>(schema: T): T {
  // The copy is marked, so that other fields that share the schema do not become secrets.
  const marked = schema.clone() as T; // clone() widens a generic schema to its base type
  secrets.add(marked, { secret: true });
  return marked;
}

/** Whether the schema itself carries the mark. */
export function isSecret(schema: z.core.$ZodType): boolean {
  return secrets.has(schema);
}

/** The paths of the secrets in a schema; `*` stands for any index. Recursive schemas are followed once. */
export function secretPaths(schema: z.core.$ZodType): string[] {
  const paths: string[] = [];
  for (const field of fields(schema)) {
    if (isSecret(field.schema)) paths.push(field.path.join("."));
  }
  return [...new Set(paths)];
}

/** A field in a schema: the keys that lead to it, and its own schema. */
export interface Field {
  readonly path: readonly string[];
  readonly schema: z.core.$ZodType;
}

/** Every field in a schema at any depth, beginning with the schema itself. */
export function* fields(
  schema: z.core.$ZodType,
  path: readonly string[] = [],
  seen: ReadonlySet<z.core.$ZodType> = new Set(),
): Generator<Field> {
  if (seen.has(schema)) return;
  yield { path, schema };
  const within = new Set(seen).add(schema);
  for (const [step, child] of children(schema)) {
    yield* fields(child, step === undefined ? path : [...path, step], within);
  }
}

type Child = readonly [step: string | undefined, schema: z.core.$ZodType];

function children(schema: z.core.$ZodType): Child[] {
  const { def } = (schema as z.core.$ZodTypes)._zod; // the closed union of zod's own schemas, to switch on its tag
  switch (def.type) {
    case "object":
      return Object.entries(def.shape);
    case "array":
      return [["*", def.element]];
    case "record":
      return [["*", def.valueType]];
    case "union":
      return def.options.map((option) => [undefined, option]);
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
    case "catch":
      return [[undefined, def.innerType]];
    case "pipe":
      return [
        [undefined, def.in],
        [undefined, def.out],
      ];
    case "intersection":
      return [
        [undefined, def.left],
        [undefined, def.right],
      ];
    case "lazy":
      return [[undefined, def.getter()]];
    default:
      return [];
  }
}
