import type { z } from "zod";

/** What else stands in every object of a sample, beside what its schema names. */
export type Additions = Readonly<Record<string, unknown>>;

/**
 * Values that fit a schema: every member of a union, every field and every list with an item appear in one of them. With
 * `additions`, every object of a schema holds these too, at every depth. The same call returns the same values.
 */
export function samplesOf(schema: z.core.$ZodType, additions: Additions = {}): unknown[] {
  const { def } = (schema as z.core.$ZodTypes)._zod; // the closed union of zod's own schemas, to switch on its tag
  const within = (inner: z.core.$ZodType) => samplesOf(inner, additions);
  switch (def.type) {
    case "object":
      return samplesOfObject(schema, def.shape, additions);
    case "array":
      return within(def.element).map((item) => [item]);
    case "record":
      return within(def.valueType).map((value) => ({ [String(within(def.keyType)[0])]: value }));
    case "union":
      return def.options.flatMap(within);
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
      return within(def.innerType);
    case "pipe":
      return within(def.in._zod.def.type === "transform" ? def.out : def.in);
    case "string":
      return [texts.find((text) => fits(schema, text)) ?? missing(schema)];
    case "number":
      return [[7, 900].find((number) => fits(schema, number)) ?? missing(schema)];
    case "null":
      return [null];
    case "boolean":
      return [true];
    case "enum":
      return [Object.values(def.entries)[0]];
    case "literal":
      return [def.values[0]];
    case "unknown":
      return [{ anything: ["may", "stand", "here"] }];
    default:
      return missing(schema);
  }
}

type Shape = Readonly<Record<string, z.core.$ZodType>>;

function samplesOfObject(schema: z.core.$ZodType, shape: Shape, additions: Additions): unknown[] {
  const samples: object[] = [];
  for (const left of [0, 1, 2, 3, 4, 5]) {
    const plain = without(left, shape, {});
    samples.push(...without(left, shape, additions).filter((_, index) => fits(schema, plain[index])));
    if (Object.keys(shape).every((key) => samples.some((sample) => key in sample))) return samples;
  }
  return samples.length > 0 ? samples : missing(schema);
}

/** An object with all fields, and one for each further value of a field. */
function together(shape: Shape, additions: Additions): object[] {
  const fields = Object.entries(shape).map(([key, field]) => [key, samplesOf(field, additions)] as const);
  const whole = Object.fromEntries(fields.map(([key, [value]]) => [key, value]));
  const others = fields.flatMap(([key, [, ...values]]) =>
    values.map((value) => ({ ...whole, [key]: value })),
  );
  return [whole, ...others].map((object) => ({ ...object, ...additions }));
}

/** The same without some of the fields, for fields that exclude one another. Each choice of them is made once. */
function without(count: number, shape: Shape, additions: Additions, from = 0): object[] {
  if (count === 0) return together(shape, additions);
  const keys = Object.keys(shape);
  return keys.slice(from).flatMap((left, index) => {
    const { [left]: _, ...others } = shape;
    return without(count - 1, others, additions, from + index);
  });
}

const texts = [
  "acmecorp",
  "prod",
  "eu-central-1",
  "DB_URL",
  "2026-11-20T12:00:00.000Z",
  "dep_q3Jx0W8cT1e2mN5uYb7Zaw",
  "arn:aws:iam::222222222222:role/deploy",
  "AKIAEXAMPLE000000001",
  "1.2.3",
  "50",
  "a".repeat(64),
];

function fits(schema: z.core.$ZodType, value: unknown): boolean {
  return (schema as z.ZodType).safeParse(value).success; // every schema here is one of zod's classic ones
}

function missing(schema: z.core.$ZodType): never {
  throw new Error(
    `test/support/schema-samples.ts knows no value of a ${schema._zod.def.type} such as this one.`,
  );
}
