import { expect, test } from "vitest";
import { z } from "zod";
import { requests } from "./catalogue.ts";

/** What a message would have to be believed for: whoever answers finds it out from the digest of a key. */
const identities = ["caller", "principal", "keyId"];

test.each(requests)("$subject does not say itself who is calling", ({ input }) => {
  const schema = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  expect(identities.filter((name) => propertiesOf(schema).has(name))).toEqual([]);
});

/** The names of all properties that a JSON Schema describes, at any depth. */
function propertiesOf(schema: unknown, names = new Set<string>()): Set<string> {
  if (typeof schema !== "object" || schema === null) return names;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "properties") for (const name of Object.keys(value)) names.add(name);
    propertiesOf(value, names);
  }
  return names;
}
