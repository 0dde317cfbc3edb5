import { describe, expect, test } from "vitest";
import { z } from "zod";
import { samplesOf } from "../../../../test/support/schema-samples.ts";
import { events, nameOf, requests, routes } from "../catalogue/catalogue.ts";
import type { ServiceId } from "../values/names.ts";
import { fields } from "../values/secret.ts";
import { ownerOf, type RequestContract } from "./define.ts";
import { parseKnown, unknownFieldsOf } from "./parse-known.ts";

// What a later release may add, and what it must not: docs/architecture.md, "Changing a contract".

const additions = { addedLater: { by: "a later release" } };
const byName = <C extends Parameters<typeof nameOf>[0]>(contracts: readonly C[]) =>
  contracts.map((contract) => [nameOf(contract), contract] as const);
const bodies = routes.flatMap(({ body, ...route }) => (body === undefined ? [] : { ...route, body }));
const refusing = requests.filter(({ unknownFields }) => unknownFields === "refused");
const dropping = requests.filter(({ unknownFields }) => unknownFields === "dropped");

function expectDropped(schema: z.ZodType): void {
  const [known, later] = [samplesOf(schema), samplesOf(schema, additions)];
  for (const [index, sample] of known.entries()) {
    expect(parseKnown(schema, later[index])).toEqual(schema.parse(sample));
  }
}

test.each(byName(requests))(
  "callers drop unknown fields from the answer to %s, at every depth",
  (_name, { output }) => {
    expectDropped(output);
  },
);

test.each(byName(events))(
  "subscribers drop unknown fields from the event %s, at every depth",
  (_name, { data }) => {
    expectDropped(data);
  },
);

test.each(byName(dropping))(
  "the service drops unknown fields from the input of %s, at every depth",
  (_name, { input }) => {
    expectDropped(input);
  },
);

test.each(byName(refusing))("the input of %s rejects unknown fields at every depth", (_name, { input }) => {
  expect(looseObjectsIn(input)).toEqual([]);
  for (const sample of samplesOf(input, additions))
    expect(unknownFieldsOf(errorOf(input, sample))).not.toHaveLength(0);
});

test.each(bodies.map((route) => [`${route.method} ${route.path}`, route.body] as const))(
  "the body of %s rejects unknown fields at every depth",
  (_name, body) => {
    expect(looseObjectsIn(body)).toEqual([]);
    for (const sample of samplesOf(body, additions))
      expect(unknownFieldsOf(errorOf(body, sample))).not.toHaveLength(0);
  },
);

describe("unions on a tag", () => {
  const schemas = [...requests.map(({ output }) => output), ...events.map(({ data }) => data)];
  const unions = new Set(schemas.flatMap((schema) => [...fields(schema)]).map((field) => field.schema));
  const tagged = [...unions].filter((schema) => schema instanceof z.ZodDiscriminatedUnion);

  test("the unions on a tag include the verdict of a resolution, the outcome of a safeguard and the role of a caller", () => {
    const tags = tagged.map((union) => union.def.discriminator);
    expect(new Set(tags)).toEqual(new Set(["verdict", "outcome", "role"]));
  });

  test.each(tagged.map((union) => [union.def.discriminator, union] as const))(
    "a union on the tag %s rejects a tag that was added later",
    (tag, union) => {
      for (const sample of samplesOf(union)) {
        expect(() => parseKnown(union, { ...Object(sample), [tag]: "added-later" })).toThrow(z.ZodError);
      }
    },
  );
});

test("there is an order of updates in which no service sends an earlier release a request that it would reject", () => {
  expect(updateOrder(refusing)).toEqual(["safeguards", "credentials", "profiles", "resolver", "legacy"]);
});

/** The services in an order in which each comes before those that call it. Throws when there is no such order. */
function updateOrder(asked: readonly RequestContract[]): ServiceId[] {
  const order = new Set<ServiceId>();
  const add = (service: ServiceId, callers: readonly ServiceId[] = []) => {
    if (callers.includes(service)) throw new Error(`${[...callers, service].join(" asks ")}`);
    const answering = asked.filter(({ callers: by }) => by.includes(service)).map(ownerOf);
    for (const other of answering) add(other, [...callers, service]);
    order.add(service);
  };
  for (const service of ["safeguards", "credentials", "profiles", "resolver", "legacy"] as const)
    add(service);
  return [...order];
}

/** The paths of the objects that accept unknown fields. */
function looseObjectsIn(schema: z.ZodType): string[] {
  return [...fields(schema)]
    .filter(({ schema: part }) => part instanceof z.ZodObject && !(part.def.catchall instanceof z.ZodNever))
    .map(({ path }) => path.join("."));
}

function errorOf(schema: z.ZodType, value: unknown): z.ZodError {
  const { error } = schema.safeParse(value);
  if (error === undefined) throw new Error("The value fits the schema.");
  return error;
}
