import { eventTypes } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { checkTypes, matchTypes } from "./match-types.ts";

test("a star matches any text, and the types are in the order of their declaration", () => {
  expect(matchTypes(["*.deleted", "profiles.v1.profile.*"])).toEqual([
    "profiles.v1.profile.created",
    "profiles.v1.profile.updated",
    "profiles.v1.profile.rolled-back",
    "profiles.v1.profile.deleted",
    "profiles.v1.profile.renamed",
    "profiles.v1.app.deleted",
    "profiles.v1.provider.deleted",
    "profiles.v1.blueprint.deleted",
  ]);
  expect(matchTypes(["profiles.*"])).toEqual(eventTypes.filter((type) => type.startsWith("profiles.")));
  expect(matchTypes([])).toEqual(eventTypes);
});

test("a dot in a pattern only matches a dot", () => {
  expect(() => matchTypes(["profiles.v1.profile?created"])).toThrow("no event type");
  expect(() => matchTypes(["profilesxv1.*"])).toThrow("No event type fits");
});

test("an unknown type throws unknown-type with similar names", () => {
  expect(() => checkTypes(["profiles.v1.profile.update"])).toThrow(
    'There is no event type "profiles.v1.profile.update". Did you mean profiles.v1.profile.updated',
  );
});

test("an unknown type that is similar to none throws unknown-type with all types", () => {
  expect(() => matchTypes(["zzz"])).toThrow(/There are: profiles\.v1\.org\.created, .*session\.issued\.$/);
});
