import { expect, test } from "vitest";
import { readTenantPath } from "./tenant-path.ts";

test.each([
  ["shop", "shop"],
  ["shop/services/api", "shop/api"],
  ["shop/services/api/stages/prod/regions/eu-west-1", "shop/api/prod/eu-west-1"],
  ["shop/services/services/stages/stages/regions/eu-west-1", "shop/services/stages/eu-west-1"],
])("an address of the first years, %s, leads to %s", (path, leads) => {
  expect(readTenantPath(path)).toBe(leads);
});
