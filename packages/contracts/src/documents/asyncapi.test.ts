import { createRequire } from "node:module";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { events } from "../catalogue/catalogue.ts";
import { asyncApiDocument } from "./asyncapi.ts";

const document = asyncApiDocument("0.1.0");
const require = createRequire(import.meta.url);
const ajv = new Ajv({ strict: false });
addFormats.default(ajv);
ajv.addSchema(document, "document");

test("the document of the events is valid AsyncAPI 3.0", () => {
  // The schema of AsyncAPI contains the schema of JSON Schema, which Ajv must not have added already.
  const bare = new Ajv({ strict: false, meta: false, validateSchema: false });
  addFormats.default(bare);
  const validate = bare.compile(require("@asyncapi/specs/schemas/3.0.0.json"));
  validate(document);
  expect(validate.errors).toBeNull();
});

describe.each(events)("the event $subject", ({ subject }) => {
  test("the document has a channel, a message and an example that fits the message", () => {
    expect(document).toHaveProperty(["channels", subject, "address"], subject);
    expect(document).toHaveProperty(["operations", subject, "action"], "send");
    const { components } = document as { components: { messages: Record<string, Message> } }; // its schema was tested above
    const [example] = components.messages[subject]?.examples ?? [];
    expect(example?.payload.type).toBe(subject);
    const fits = ajv.compile({ $ref: `document#/components/messages/${subject}/payload` });
    expect(fits(example?.payload)).toBe(true);
    expect(fits({ ...example?.payload, type: "another.v1.thing.done" })).toBe(false);
    expect(fits({ ...example?.payload, data: undefined })).toBe(false);
    expect(fits({ ...example?.payload, data: {} })).toBe(false);
  });
});

test("every reference leads to a part of the document, and every schema is referred to", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) =>
    String(path),
  );
  for (const path of references) expect(document).toHaveProperty(path.split("/"));
  const { components } = document as { components: { schemas: object } }; // its schema was tested above
  const named = Object.keys(components.schemas).map((name) => `components/schemas/${name}`);
  expect(references).toEqual(expect.arrayContaining(named));
});

interface Message {
  readonly examples: readonly { readonly payload: { readonly type: string } }[];
}
