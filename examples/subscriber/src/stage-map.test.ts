import { expect, test } from "vitest";
import { applyEvent, type StageMap } from "./stage-map.ts";

type Followed = Parameters<typeof applyEvent>[1];

/** The map after events, one each second, unless they say when they happened. */
function mapAfter(...events: readonly (readonly [type: Followed["type"], data: object, second?: number])[]) {
  return events.reduce<StageMap>((map, [type, data, second], index) => {
    const time = new Date((second ?? index) * 1_000).toISOString();
    const who = { org: "acmecorp", by: "key_1" };
    return applyEvent(map, { type, time, data: { ...who, ...data } } as Followed); // the rest is not looked at
  }, {});
}

const created = ["profiles.v1.app.created", { app: "shop", defaultProfile: "dev" }] as const;
const mapped = ["profiles.v1.stage.mapped", { app: "shop", stage: "prod", profile: "prod" }] as const;

test("a stage that is renamed keeps its profile under its new name", () => {
  const renamed = { app: "shop", stage: "prod", name: "live", profile: "prod" };
  expect(mapAfter(created, mapped, ["profiles.v1.stage.renamed", renamed])).toEqual({
    "acmecorp/shop": { defaultProfile: "dev", stages: { live: "prod" } },
  });
});

test("a profile that is renamed is called by its new name wherever its organization names it", () => {
  const dev = ["profiles.v1.profile.renamed", { profile: "dev", version: 2, name: "sandbox" }] as const;
  const prod = ["profiles.v1.profile.renamed", { profile: "prod", version: 2, name: "live" }] as const;
  const others = [
    "profiles.v1.profile.renamed",
    { org: "other", profile: "dev", version: 2, name: "x" },
  ] as const;
  expect(mapAfter(created, mapped, dev, prod, others)).toEqual({
    "acmecorp/shop": { defaultProfile: "sandbox", stages: { prod: "live" } },
  });
});

test("what an app has goes along when it is renamed, also what is told of its old name afterwards", () => {
  const renamed = ["profiles.v1.app.renamed", { app: "shop", name: "store" }, 5] as const;
  const { "acmecorp/store": store, "acmecorp/shop": shop } = mapAfter(created, renamed, [...mapped, 4]);
  expect(store).toEqual({ defaultProfile: "dev", stages: { prod: "prod" } });
  expect(shop).toMatchObject({ defaultProfile: null, stages: {} });
});

test("a new app under an old name begins with nothing, and the renamed one keeps what it has", () => {
  const renamed = ["profiles.v1.app.renamed", { app: "shop", name: "store" }, 5] as const;
  const anew = ["profiles.v1.app.created", { app: "shop", defaultProfile: null }, 6] as const;
  expect(mapAfter(created, mapped, renamed, anew)).toMatchObject({
    "acmecorp/shop": { defaultProfile: null, stages: {} },
    "acmecorp/store": { defaultProfile: "dev", stages: { prod: "prod" } },
  });
});

test("an event about a stage that arrives after its app was deleted does not bring the app back", () => {
  const deleted = ["profiles.v1.app.deleted", { app: "shop" }, 5] as const;
  expect(mapAfter(created, deleted, [...mapped, 4])["acmecorp/shop"]).toMatchObject({ stages: {} });
});
