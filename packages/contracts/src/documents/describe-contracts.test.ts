import { expect, test } from "vitest";
import { describeContracts } from "./describe-contracts.ts";

// A difference here is one that other programs can see: inside v1, only additions are allowed. `npm run docs` accepts it.

const { schemas, requests, events, endpoints, problems } = describeContracts();

test.each([
  ["schemas", schemas],
  ["requests", requests],
  ["events", events],
  ["endpoints", endpoints],
  ["problems", problems],
])("the %s of the contracts are those of the snapshot", async (name, described) => {
  await expect(JSON.stringify(described, null, 2)).toMatchFileSnapshot(`../__snapshots__/${name}.json`);
});
