import type { VersionChanges } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { changesIn } from "./changes-in.ts";

const nothing: VersionChanges = {
  version: 2,
  from: 1,
  createdAt: "2026-11-01T00:00:00Z",
  createdBy: "key_1",
  restoredFrom: null,
  fields: [],
  parameters: [],
  safeguards: [],
};
const inWords = (changes: Partial<VersionChanges>) =>
  changesIn({ ...nothing, ...changes }).map(({ tab, kind, what }) => `${tab}: ${kind} ${what}`);

test("what a version changed is said by field, key and name", () => {
  expect(
    inWords({
      fields: ["description", "accessRole", "parameters", "safeguards", "clients"],
      parameters: [{ key: "DB", change: "removed" }],
      safeguards: [{ name: "EU only", change: "added" }],
    }),
  ).toEqual([
    "description: changed the description",
    "access-role: changed the access role",
    "clients: changed what existing clients receive",
    "parameters: removed DB",
    "safeguards: added EU only",
  ]);
});

test("safeguards that only changed their order are said to have", () => {
  expect(inWords({ fields: ["safeguards"] })).toEqual(["safeguards: changed the order of the safeguards"]);
});
