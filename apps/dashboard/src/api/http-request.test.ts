import { expect, test } from "vitest";
import { urlOf } from "./http-request.ts";

test("a name in a path cannot leave its place", () => {
  expect(urlOf("/v1/orgs/{org}/apps/{app}", { org: "acme1", app: "../profiles?x" })).toBe(
    "/v1/orgs/acme1/apps/..%2Fprofiles%3Fx",
  );
});

test("a query leaves out what is not set", () => {
  expect(urlOf("/v1/orgs/{org}/profiles", { org: "acme1" }, { limit: 50, cursor: undefined, q: "a b" })).toBe(
    "/v1/orgs/acme1/profiles?limit=50&q=a+b",
  );
});
