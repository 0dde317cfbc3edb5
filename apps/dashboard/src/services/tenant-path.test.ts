import { expect, test } from "vitest";
import { readTenantPath } from "./tenant-path.ts";

test.each([
  ["applications", "apps"],
  ["applications/shop", "apps/shop"],
  ["applications/shop/services/api", "apps/shop/api"],
  ["applications/shop/services/api/stages/prod/regions/eu-west-1", "apps/shop/api/prod/eu-west-1"],
  [
    "applications/shop/services/services/stages/stages/regions/eu-west-1",
    "apps/shop/services/stages/eu-west-1",
  ],
  ["applications/shop/services/api/stage/feature%2Flogin", "apps/shop/api/feature%2Flogin"],
  ["settings/providers", "settings/providers"],
])("an address of the first years, %s, leads to %s", (path, leads) => {
  expect(readTenantPath(path)).toBe(leads);
});
