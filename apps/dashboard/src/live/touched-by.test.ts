import { hashKey, matchQuery, QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { type Touched, touchedBy } from "./touched-by.ts";

/** The keys of what pages read. */
const known: readonly (readonly unknown[])[] = [
  ...[["organization"], ["access-keys"], ["access-keys", "list"], ["providers", "list"], ["explanation", {}]],
  ...[
    ["profiles", "list", ""],
    ["profiles", "one", "prod"],
    ["profiles", "one", "prod", "uses"],
    ["profiles", "one", "dev"],
  ],
  ...[
    ["apps"],
    ["apps", "shop"],
    ["apps", "shop", "stages"],
    ["apps", "desk"],
    ["apps", "shop", "blueprints"],
  ],
  ...[
    ["apps", "shop", "services"],
    ["apps", "shop", "services", "checkout"],
    ["apps", "shop", "services", "cart"],
  ],
  ...[
    ["apps", "shop", "services", "checkout", "instances"],
    ["apps", "shop", "services", "checkout", "instances", "prod", "eu-central-1"],
    ["apps", "shop", "services", "checkout", "instances", "dev", "eu-central-1"],
  ],
  ...[
    ["deployments", "list", {}],
    ["deployments", "newest", {}],
    ["deployments", "one", "7"],
    ["deployments", "one", "8"],
  ],
].map((key) => ["acmecorp", ...key]);

const client = new QueryClient();
const queries = known.map((queryKey) => client.getQueryCache().build(client, { queryKey }));

/** What is read again, without the organization. */
function readAgain(touched: readonly Touched[]): string[] {
  const found = queries.filter((query) => touched.some((filter) => matchQuery(filter, query)));
  return found.map(({ queryKey }) =>
    queryKey
      .slice(1)
      .map((part) => (typeof part === "string" ? part : hashKey([part])))
      .join("/"),
  );
}

const read = (subject: string, type = "profiles.v1.thing.updated") => readAgain(touchedBy({ subject, type }));

test("a change of a profile is read again in the list, on its own page, and where it is what a deploy gets", () => {
  expect(read("acmecorp/profiles/prod")).toEqual([
    ...["explanation/[{}]", "profiles/list/", "profiles/one/prod", "profiles/one/prod/uses"],
  ]);
});

test("a change of an instance leaves other instances, services and applications as they were read", () => {
  expect(read("acmecorp/apps/shop/services/checkout/instances/prod/eu-central-1")).toEqual([
    ...["providers/list", "explanation/[{}]", "apps", "apps/shop/services/checkout/instances"],
    "apps/shop/services/checkout/instances/prod/eu-central-1",
  ]);
});

test("a stage that is mapped is read again in its application and where profiles say what uses them", () => {
  const found = read("acmecorp/apps/shop/stages/prod", "profiles.v1.stage.mapped");
  expect(found).toEqual(
    expect.arrayContaining(["apps/shop/stages", "profiles/one/prod/uses", "profiles/list/"]),
  );
  expect(found).not.toContain("apps/shop/services");
  expect(found).not.toContain("apps/desk");
});

test("a deploy is read again at the beginning of the list and on its own page", () => {
  expect(read("acmecorp/deployments/7", "resolver.v1.deployment.resolved")).toEqual([
    ...["deployments/newest/[{}]", "deployments/one/7"],
  ]);
});

test("an access key is read again wherever its name stands, and nothing else", () => {
  expect(read("acmecorp/access-keys/key_1")).toEqual(["access-keys", "access-keys/list"]);
});

test("an event of another organization, and one of a kind that no page shows, touch nothing", () => {
  expect(read("othercorp/profiles/prod")).toEqual([]);
  expect(read("acmecorp/sessions/42", "credentials.v1.session.issued")).toEqual([]);
});
