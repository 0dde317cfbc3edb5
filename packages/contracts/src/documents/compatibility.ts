import type { JsonObject } from "./documented-schemas.ts";

/** A JSON Schema, with the named schemas that it can refer to. */
export interface Described {
  readonly schema: JsonObject | undefined;
  readonly named: Readonly<Record<string, JsonObject>>;
}

/**
 * How a reader treats what it does not know. `strict` rejects unknown fields and values, `dropping` drops unknown fields
 * and rejects unknown values, and `lenient`, a client that somebody else wrote, ignores both.
 */
export type Reading = "strict" | "dropping" | "lenient";

/** What the schema had before and does not have any more, as paths such as `.profile.version`. */
export function removedFrom(before: Described, after: Described, path = ""): string[] {
  const [old, now] = [resolve(before), resolve(after)];
  if (old === undefined || now === undefined) return old === now ? [] : [`${path} is gone or new as a whole`];
  const [olds, nows] = [optionsOf(old), optionsOf(now)];
  const inFields = fieldNamesOf(before, olds).flatMap((name) => {
    const [was, is] = [fieldOf(before, olds, name), fieldOf(after, nows, name)];
    if (was === undefined) return [];
    return is === undefined ? [`${path}.${name} was removed`] : removedFrom(was, is, `${path}.${name}`);
  });
  const [oldItems, newItems] = [itemsOf(before, olds), itemsOf(after, nows)];
  const inItems = oldItems && newItems ? removedFrom(oldItems, newItems, `${path}[]`) : [];
  return [...new Set([...inFields, ...inItems])];
}

/** Where a reader rejects what a writer may write, and why. */
export function misreadings(writer: Described, reader: Described, reading: Reading, path = ""): string[] {
  const [written, read] = [resolve(writer), resolve(reader)];
  if (written === undefined || read === undefined) {
    return written === read ? [] : [`${path} is gone or new as a whole`];
  }
  const options = optionsOf(read).map((schema) => ({ ...reader, schema }));
  return optionsOf(written).flatMap((schema) => {
    const tags = tagsOf({ ...writer, schema });
    const tagged = options.filter((option) => haveSameTag(tagsOf(option), tags));
    const taken = tagged.length > 0 ? tagged : options;
    const tries = taken.map((option) => misread({ ...writer, schema }, option, reading, path));
    return tries.reduce((best, breaks) => (breaks.length < best.length ? breaks : best));
  });
}

/** The fields of an option that have just one value, by which readers tell it from the other options of a union. */
function tagsOf(option: Described): ReadonlyMap<string, unknown> {
  const fields = Object.entries(propertiesOf(option, option.schema ?? {}));
  return new Map(fields.flatMap(([name, field]) => ("const" in field ? [[name, field["const"]]] : [])));
}

function haveSameTag(some: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): boolean {
  const shared = [...some].filter(([name]) => others.has(name));
  return shared.length > 0 && shared.every(([name, value]) => others.get(name) === value);
}

function misread(writer: Described, reader: Described, reading: Reading, path: string): string[] {
  const [written, read] = [resolve(writer), resolve(reader)];
  if (written === undefined || read === undefined) return [];
  if (optionsOf(written).length > 1 || optionsOf(read).length > 1) {
    return misreadings(writer, reader, reading, path);
  }
  const values = valuesOf(read);
  if (values !== undefined && reading !== "lenient") {
    const others = valuesOf(written)?.filter((value) => !values.includes(value)) ?? ["any other value"];
    if (others.length > 0) return [`${path} may be ${others.join(", ")}`];
  }
  const types = typesOf(read);
  const strange = typesOf(written).filter((type) => !types.includes(type) && types.length > 0);
  if (strange.length > 0 || (types.length > 0 && typesOf(written).length === 0)) {
    return [`${path} is no ${types.join(" or ")}`];
  }
  return [
    ...tightened(written, read).map((limit) => `${path} has another ${limit}`),
    ...misreadFields(writer, reader, reading, path),
    ...misreadItems(writer, reader, reading, path),
  ];
}

function misreadFields(writer: Described, reader: Described, reading: Reading, path: string): string[] {
  const [written, read] = [resolve(writer) ?? {}, resolve(reader) ?? {}];
  const always = listOf(written["required"]);
  const missing = listOf(read["required"]).filter((name) => !always.includes(name));
  const fields = fieldNamesOf(writer, [written]).flatMap((name) => {
    const [from, to] = [fieldOf(writer, [written], name), fieldOf(reader, [read], name)];
    if (from === undefined) return [];
    if (to !== undefined) return misreadings(from, to, reading, `${path}.${name}`);
    return read["additionalProperties"] === false && reading === "strict"
      ? [`${path}.${name} is not known`]
      : [];
  });
  return [...missing.map((name) => `${path}.${name} is required`), ...fields];
}

function misreadItems(writer: Described, reader: Described, reading: Reading, path: string): string[] {
  const [from, to] = [itemsOf(writer, [resolve(writer) ?? {}]), itemsOf(reader, [resolve(reader) ?? {}])];
  return from && to ? misreadings(from, to, reading, `${path}[]`) : [];
}

/** The limits of a text, a number or a list that are narrower for the reader than for the writer. */
function tightened(written: JsonObject, read: JsonObject): string[] {
  const narrower = (rule: string, isWithin: (own: number, limit: number) => boolean) => {
    const [own, limit] = [written[rule], read[rule]];
    return typeof limit === "number" && !(typeof own === "number" && isWithin(own, limit));
  };
  return [
    ...["maxLength", "maxItems", "maximum"].filter((rule) => narrower(rule, (own, limit) => own <= limit)),
    ...["minLength", "minItems", "minimum"].filter((rule) => narrower(rule, (own, limit) => own >= limit)),
    ...["pattern", "format"].filter((rule) => read[rule] !== undefined && read[rule] !== written[rule]),
  ];
}

/** The schema itself, or the named schema that it refers to. */
function resolve({ schema, named }: Described): JsonObject | undefined {
  const ref = schema?.["$ref"];
  if (typeof ref !== "string") return schema;
  return resolve({ schema: named[ref.slice(ref.lastIndexOf("/") + 1)], named });
}

function optionsOf(schema: JsonObject): JsonObject[] {
  const options: unknown = schema["anyOf"] ?? schema["oneOf"];
  return Array.isArray(options) ? (options as JsonObject[]) : [schema]; // as JSON Schema defines it
}

function fieldNamesOf(described: Described, options: readonly JsonObject[]): string[] {
  const names = options.flatMap((schema) => Object.keys(propertiesOf(described, schema)));
  return [...new Set(names)];
}

/** The field of the first option that has it. */
function fieldOf(described: Described, options: readonly JsonObject[], name: string): Described | undefined {
  const found = options.flatMap((option) => propertiesOf(described, option)[name] ?? []);
  if (found.length === 0) return undefined;
  const schema: JsonObject = { anyOf: found };
  return { ...described, schema };
}

function propertiesOf({ named }: Described, option: JsonObject): Record<string, JsonObject> {
  const schema = resolve({ schema: option, named }) ?? {};
  const nested = optionsOf(schema);
  if (nested.length > 1) {
    return Object.assign({}, ...nested.map((inner) => propertiesOf({ schema: inner, named }, inner)));
  }
  return (schema["properties"] ?? {}) as Record<string, JsonObject>; // as JSON Schema defines it
}

function itemsOf(described: Described, options: readonly JsonObject[]): Described | undefined {
  for (const option of options) {
    const schema = resolve({ ...described, schema: option }) ?? {};
    const items = schema["items"] ?? schema["additionalProperties"];
    if (typeof items === "object" && items !== null) return { ...described, schema: items as JsonObject };
  }
  return undefined;
}

function valuesOf(schema: JsonObject): unknown[] | undefined {
  if ("const" in schema) return [schema["const"]];
  return Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
}

function typesOf({ type }: JsonObject): string[] {
  const types = listOf(type);
  return types.includes("number") ? [...types, "integer"] : types;
}

function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? [value] : [];
}
