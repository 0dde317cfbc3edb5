import type { Explanation } from "@stagepass/contracts";
import { expect, test } from "vitest";
import type { Cell, Column } from "../matrix.ts";
import { isSame, sourceOf, targetOf } from "./places.ts";

const place = { org: "acmecorp", app: "shop", service: "api", region: "eu-west-1" };

/** A column, of which only these parts are looked at. */
function column(stage: string, mode: Explanation["mode"], profile: string | null): Column {
  const chosen = profile === null ? null : { name: profile, version: 1, matchedBy: "stage" };
  return { stage, explanation: { mode, profile: { chosen, candidates: [] } } as unknown as Explanation };
}

const cell = (level: Cell["level"], state: Cell["state"] = "set"): Cell => ({ state, level, hides: [] });
const instance = (stage: string) => ({ app: "shop", service: "api", stage, region: "eu-west-1" });
const staging = column("staging", "mixed", "staging");

test("a value is copied from where it stands", () => {
  expect(sourceOf(place, staging, cell("profile"))).toEqual({ profile: "staging" });
  expect(sourceOf(place, staging, cell("service", "inherited"))).toEqual({ app: "shop", service: "api" });
  expect(sourceOf(place, staging, cell("instance"))).toEqual(instance("staging"));
});

test("what has no value cannot be copied", () => {
  for (const without of [undefined, cell(null, "missing"), cell(null, "absent"), cell("instance", "none")])
    expect(sourceOf(place, staging, without)).toBeUndefined();
});

test("a profile's value goes to the profile of the other stage while profiles count", () => {
  const from = { profile: "staging" };
  for (const mode of ["profiles", "mixed"] as const)
    expect(targetOf(place, column("prod", mode, "prod"), from)).toEqual({ profile: "prod" });
  expect(targetOf(place, column("prod", "providers", "prod"), from)).toEqual(instance("prod"));
  expect(targetOf(place, column("prod", "profiles", null), from)).toBeUndefined();
});

test("a value of a service or an instance goes to the instance of the other stage", () => {
  expect(targetOf(place, column("prod", "mixed", "prod"), instance("staging"))).toEqual(instance("prod"));
});

test("two stages with one profile share a place", () => {
  expect(isSame({ profile: "dev" }, { profile: "dev" })).toBe(true);
  expect(isSame(instance("dev"), { app: "shop", service: "api" })).toBe(false);
});
