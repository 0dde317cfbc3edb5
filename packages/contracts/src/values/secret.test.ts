import { expect, test } from "vitest";
import { z } from "zod";
import { events, requests, routes } from "../catalogue/catalogue.ts";
import { fields, isSecret, secret, secretPaths } from "./secret.ts";

const schemas = [
  ...requests.flatMap(({ subject, input, output }) => [
    { name: `${subject} input`, schema: input },
    { name: `${subject} output`, schema: output },
  ]),
  ...routes.flatMap(({ method, path, body, response }) => [
    { name: `${method} ${path} body`, schema: body },
    { name: `${method} ${path} response`, schema: response },
  ]),
].flatMap(({ name, schema }) => (schema === undefined ? [] : [{ name, schema }]));

/** The field names that are likely to hold a secret. */
const secretName =
  /^(value|key|adminKey|secret|password|token|.*(SecretAccessKey|SessionToken|secretAccessKey|sessionToken|Password))$/;

/** Fields with such a name that hold no secret, and why. */
const harmless = [
  /parameters\.\*\.key$/, // the name of a parameter
  /parameterOrigins\.\*\.key$/, // likewise
  /references\.\*\.key$/, // likewise
  /values\.\*\.key$/, // likewise
];

test.each(schemas)("every field of $name that is named like a secret is marked as one", ({ schema }) => {
  const unmarked = [...fields(schema)]
    .filter(({ path }) => secretName.test(path.at(-1) ?? ""))
    .filter(({ path }) => !harmless.some((pattern) => pattern.test(path.join("."))))
    .filter(
      (field) =>
        ![...fields(schema)].some((other) => isSecret(other.schema) && samePath(field.path, other.path)),
    );
  expect(unmarked.map(({ path }) => path.join("."))).toEqual([]);
});

test.each(events)("the event $subject has no field that is marked as a secret", ({ data, example }) => {
  expect(secretPaths(data)).toEqual([]);
  expect(data.parse(example)).toEqual(example);
});

test("secretPaths finds secrets in arrays, records, unions and optional fields", () => {
  const value = secret(z.string());
  const schema = z.object({
    list: z.array(z.object({ value })),
    map: z.record(z.string(), z.object({ token: value.optional() })),
    either: z.union([z.object({ a: value }), z.object({ b: z.string() })]),
    plain: z.string(),
  });
  expect(secretPaths(schema)).toEqual(["list.*.value", "map.*.token", "either.a"]);
});

test("secret() marks a copy of the schema and not the schema itself", () => {
  const plain = z.string();
  secret(plain);
  expect(isSecret(plain)).toBe(false);
});

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.join(".") === b.join(".");
}
