import { z } from "zod";
import { schemaNames } from "../catalogue/catalogue.ts";

export type JsonObject = Record<string, unknown>;

/** What a schema describes: what may be sent to us, or what we send. They differ where something has a default. */
export type Direction = "input" | "output";

/**
 * JSON Schemas of a document, in which a schema that the contracts export stands once, under its name, and everything
 * else refers to it. What differs as input has the name with `Input` behind it.
 */
export class DocumentedSchemas {
  readonly #prefix: string;
  readonly #named = new Map<string, JsonObject>();

  /** `prefix` is where the document keeps named schemas, such as `#/components/schemas/`. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The JSON Schema of a schema, with references to what has a name. */
  schemaOf(schema: z.ZodType, direction: Direction): JsonObject {
    const forms = { input: convert(schema, "input"), output: convert(schema, "output") };
    const { named, root } = forms[direction];
    const nameIn = (id: string) => (direction === "input" && differs(id, forms) ? `${id}Input` : id);
    const refer = (value: unknown) => replaceRefs(value, (id) => `${this.#prefix}${nameIn(id)}`);
    for (const [id, definition] of Object.entries(named)) {
      this.#named.set(nameIn(id), refer(definition) as JsonObject); // an object stays one
    }
    return refer(root) as JsonObject; // an object stays one
  }

  /** Every named schema that was referred to, by name. */
  all(): Record<string, JsonObject> {
    const byName = ([a]: [string, JsonObject], [b]: [string, JsonObject]) => (a < b ? -1 : 1);
    return Object.fromEntries([...this.#named].sort(byName));
  }
}

interface Converted {
  readonly root: JsonObject;
  readonly named: Readonly<Record<string, JsonObject>>;
}

function convert(schema: z.ZodType, io: Direction): Converted {
  const converted = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    metadata: schemaNames,
    override: ({ zodSchema, jsonSchema }) => {
      // Fields may be added inside of a version, so that only a strict schema says that there are no others.
      const { def } = zodSchema._zod;
      if (def.type === "object" && def.catchall === undefined) delete jsonSchema.additionalProperties;
      delete jsonSchema.id;
      const { description } = z.globalRegistry.get(zodSchema) ?? {};
      if (description !== undefined) jsonSchema.description = description;
    },
  });
  const { $schema: _, $defs = {}, ...root } = converted;
  return { root, named: $defs as Record<string, JsonObject> }; // a schema in `$defs` is never a mere boolean here
}

/** Whether a named schema, or one that it refers to, is another one as input than as output. */
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

const local = "#/$defs/";

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
      key === "$ref" && typeof child === "string" && child.startsWith(local)
        ? [key, replace(child.slice(local.length))]
        : [key, replaceRefs(child, replace)],
    ),
  );
}
