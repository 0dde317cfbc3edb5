/** What a form shows for settings, or for a part of them. */
export type Shape =
  | { readonly kind: "nothing" }
  | { readonly kind: "text"; readonly isCode: boolean }
  | { readonly kind: "number"; readonly min?: number; readonly max?: number }
  | { readonly kind: "flag" }
  | { readonly kind: "choice"; readonly options: readonly string[] }
  | { readonly kind: "texts" }
  | { readonly kind: "map" }
  | { readonly kind: "object"; readonly fields: readonly Field[] }
  | { readonly kind: "list"; readonly item: Shape }
  | { readonly kind: "json" };

/** A field of an object, with what its schema says about it. */
export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly about: string | undefined;
  readonly isRequired: boolean;
  /** What counts where the field is left out. */
  readonly fallback: unknown;
}

/** A JSON schema, as far as forms are made from it. */
interface Schema {
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Texts that can be longer than this are written on several lines. */
const codeLength = 4_096;

/** The forms that settings can have, such as a list of names or one expression. `null` is no form of its own. */
export function shapesOf(schema: Schema): Shape[] {
  if (schema.anyOf === undefined) return [shapeOf(schema)];
  const shapes = schema.anyOf.filter(({ type }) => type !== "null").map(shapeOf);
  return shapes.length === 0 ? [{ kind: "nothing" }] : shapes;
}

function shapeOf(schema: Schema): Shape {
  const { type, enum: options, items, properties, additionalProperties, maxLength = 0 } = schema;
  if (options?.every((option) => typeof option === "string")) return { kind: "choice", options };
  if (type === "string") return { kind: "text", isCode: maxLength >= codeLength };
  if (type === "boolean") return { kind: "flag" };
  if (type === "integer")
    return { kind: "number", min: schema.minimum, max: boundOf(schema.maximum) } as Shape; // exact optional bounds
  if (type === "array" && items !== undefined) {
    const item = shapeOf(items);
    if (item.kind === "text") return { kind: "texts" };
    return item.kind === "object" ? { kind: "list", item } : { kind: "json" };
  }
  if (type !== "object") return { kind: "json" };
  const fields = Object.entries(properties ?? {}).map(([name, field]) =>
    fieldOf(name, field, schema.required),
  );
  if (fields.length > 0) return { kind: "object", fields };
  if (typeof additionalProperties !== "object") return { kind: "nothing" };
  return shapeOf(additionalProperties).kind === "text" ? { kind: "map" } : { kind: "json" };
}

/** The largest whole number stands in schemas of numbers that have no bound. */
const boundOf = (maximum: number | undefined) => (maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum);

function fieldOf(name: string, schema: Schema, required: readonly string[] = []): Field {
  const [shape = { kind: "json" }] = shapesOf(schema);
  return {
    name,
    shape,
    about: schema.description,
    isRequired: required.includes(name),
    fallback: schema.default,
  };
}

/** Whether a value can be shown in a form. */
export function fits(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case "text":
    case "choice":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "flag":
      return typeof value === "boolean";
    case "texts":
      return Array.isArray(value) && value.every((item) => typeof item === "string");
    case "list":
      return Array.isArray(value) && value.every((item) => fits(shape.item, item));
    case "map":
      return isObject(value) && Object.values(value).every((item) => typeof item === "string");
    case "nothing":
      return value === undefined || value === null || (isObject(value) && Object.keys(value).length === 0);
    case "object":
      return isObject(value) && fieldsFit(shape.fields, value);
    case "json":
      return true;
  }
}

function fieldsFit(fields: readonly Field[], value: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(value).every(([name, item]) => {
    const field = fields.find((known) => known.name === name);
    return field !== undefined && fits(field.shape, item);
  });
}

/** Whether something is an object with names, and not a list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a form begins with. */
export function startOf(shape: Shape): unknown {
  switch (shape.kind) {
    case "text":
      return "";
    case "choice":
      return shape.options[0];
    case "number":
      return shape.min ?? 0;
    case "flag":
      return false;
    case "texts":
      return [];
    case "list":
      return [startOf(shape.item)];
    case "object":
      return Object.fromEntries(
        shape.fields
          .filter(({ isRequired }) => isRequired)
          .map((field) => [field.name, startOf(field.shape)]),
      );
    default:
      return {};
  }
}

/** What a form is called, where there is a choice of forms. */
export function titleOf(shape: Shape): string {
  const titles: Record<Shape["kind"], string> = {
    nothing: "No settings",
    text: "One text",
    number: "A number",
    flag: "Yes or no",
    choice: "One of several",
    texts: "A list",
    map: "Names and values",
    object: "With further fields",
    list: "A list",
    json: "JSON",
  };
  return shape.kind === "text" && shape.isCode ? "Code alone" : titles[shape.kind];
}
