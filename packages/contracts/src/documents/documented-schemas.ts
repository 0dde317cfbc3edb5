import { z } from "zod";
import { schemaNames } from "../catalogue/catalogue.ts";

/** An object of JSON. */
export type JsonObject = Record<string, unknown>;

/** Whether a schema describes what is sent to Stagepass or what Stagepass sends. They differ where a field has a default. */
export type Direction = "input" | "output";

/** The version of JSON Schema that a document is written in. AsyncAPI has the older one. */
export type Dialect = "draft-2020-12" | "draft-7";

/**
 * The JSON Schemas of a document. A schema that the contracts export appears once, under its name, and others refer to
 * it. If its input differs from its output, the input has its own entry with `Input` appended to the name.
 */
export class DocumentedSchemas {
  readonly #prefix: string;
  readonly #dialect: Dialect;
  readonly #named = new Map<string, JsonObject>();

  /** `prefix` is where the document holds named schemas, such as `#/components/schemas/`. */
  constructor(prefix: string, dialect: Dialect = "draft-2020-12") {
    this.#prefix = prefix;
    this.#dialect = dialect;
  }

  /** The JSON Schema of a zod schema, which refers to the named schemas. */
  schemaOf(schema: z.ZodType, direction: Direction): JsonObject {
    const dialect = this.#dialect;
    const forms = { input: convert(schema, "input", dialect), output: convert(schema, "output", dialect) };
    const { named, root } = forms[direction];
    const nameIn = (id: string) => (direction === "input" && differs(id, forms) ? `${id}Input` : id);
    const refer = (value: unknown) => replaceRefs(value, (id) => `${this.#prefix}${nameIn(id)}`);
    for (const [id, definition] of Object.entries(named)) {
      this.#named.set(nameIn(id), refer(definition) as JsonObject); // it is an object before and after
    }
    return refer(root) as JsonObject; // it is an object before and after
  }

  /** The named schemas that `schemaOf` has referred to so far, by name. */
  all(): Record<string, JsonObject> {
    const byName = ([a]: [string, JsonObject], [b]: [string, JsonObject]) => (a < b ? -1 : 1);
    return Object.fromEntries([...this.#named].sort(byName));
  }
}

interface Converted {
  readonly root: JsonObject;
  readonly named: Readonly<Record<string, JsonObject>>;
}

function convert(schema: z.ZodType, io: Direction, target: Dialect): Converted {
  const converted = z.toJSONSchema(schema, {
    ...{ io, target },
    unrepresentable: "any",
    metadata: schemaNames,
    override: ({ zodSchema, jsonSchema }) => {
      // Only a strict schema rules out other fields: a version can gain fields.
      const { def } = zodSchema._zod;
      if (def.type === "object" && def.catchall === undefined) delete jsonSchema.additionalProperties;
      delete jsonSchema.id;
      const { description } = z.globalRegistry.get(zodSchema) ?? {};
      if (description !== undefined) jsonSchema.description = description;
    },
  });
  const { $schema: _, $defs, definitions, ...root } = converted;
  return { root, named: ($defs ?? definitions ?? {}) as Record<string, JsonObject> }; // none of these is a mere boolean
}

/** Whether the input of a named schema, or of one that it refers to, differs from the output. */
function differs(
  id: string,
  forms: Readonly<Record<Direction, Converted>>,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (seen.has(id)) return false;
  const [input, output] = [forms.input.named[id], forms.output.named[id]];
  if (JSON.stringify(input) !== JSON.stringify(output)) return true;
  const within = new Set(seen).add(id);
  return refsIn(output).some((other) => differs(other, forms, within));
}

const local = /^#\/(?:\$defs|definitions)\//;

function refsIn(value: unknown): string[] {
  const found: string[] = [];
  replaceRefs(value, (id) => {
    found.push(id);
    return id;
  });
  return found;
}

function replaceRefs(value: unknown, replace: (id: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceRefs(item, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) =>
      key === "$ref" && typeof child === "string" && local.test(child)
        ? [key, replace(child.replace(local, ""))]
        : [key, replaceRefs(child, replace)],
    ),
  );
}
