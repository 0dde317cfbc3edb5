import { expect, test } from "vitest";
import { eventKinds, kindOf, nameOf } from "./event-kinds.ts";

const about = (subject: string) => ({
  id: "1",
  type: "profiles.v1.x.updated",
  subject,
  time: "",
  by: undefined,
});

test.each([
  ["acmecorp", "organization", "acmecorp"],
  ["acmecorp/profiles/prod", "profiles", "prod"],
  ["acmecorp/apps/shop", "apps", "shop"],
  ["acmecorp/apps/shop/stages/prod", "stages", "shop / prod"],
  ["acmecorp/apps/shop/services/checkout", "services", "shop / checkout"],
  [
    "acmecorp/apps/shop/services/a/instances/prod/eu-central-1",
    "instances",
    "shop / a, prod in eu-central-1",
  ],
  ["acmecorp/apps/shop/blueprints/services", "blueprints", "shop, its services"],
  ["acmecorp/apps/shop/blueprints/stages/prod", "blueprints", "shop, stage prod"],
  ["acmecorp/deployments/7", "deployments", "7"],
  ["acmecorp/access-keys/key_1", "access-keys", "key_1"],
  ["acmecorp/sessions/42", "sessions", "a deploy"],
])("%s is of the kind %s, and is shown as %s", (subject, kind, name) => {
  expect([kindOf(about(subject)), nameOf(about(subject))]).toEqual([kind, name]);
  expect(eventKinds.map(({ id }) => id)).toContain(kind);
});
