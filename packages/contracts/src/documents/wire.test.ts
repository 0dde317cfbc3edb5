import { expect, test } from "vitest";
import { describeWire } from "./describe-wire.ts";

// A difference here is a change of the wire: inside v1, only additions are allowed. `npm run docs` takes it over.

const { schemas, requests, events, endpoints } = describeWire();

test.each([
  ["schemas", schemas],
  ["requests", requests],
  ["events", events],
  ["endpoints", endpoints],
])("the %s are what they were", async (name, wire) => {
  await expect(JSON.stringify(wire, null, 2)).toMatchFileSnapshot(`../__snapshots__/${name}.json`);
});
