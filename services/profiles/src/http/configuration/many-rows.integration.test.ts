import { expect, test } from "vitest";
import { startProfiles } from "../../../test/profiles-under-test.ts";

test("a document with too many rows is refused, which says the limit, and one of 10,000 rows is imported and pruned", async () => {
  const service = await startProfiles();
  const admin = await service.createOrg("acmecorp");
  const send = (document: object, query = "") =>
    service.request(admin, `POST /v1/orgs/acmecorp/import?${query}`, document);
  const named = <T>(count: number, value: T) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, value]));
  const tooMany = { apiVersion: 1, apps: { storefront: { stages: named(20_000, "prod") } } };
  expect(await send(tooMany)).toMatchObject({
    status: 413,
    body: { code: "too-large", detail: expect.stringContaining("an import can have 20000") },
  });
  const instance = { parameters: [{ key: "TOKEN", value: "text" }] };
  const regions = { "eu-central-1": instance, "us-east-1": instance };
  const services = named(1_000, { instances: { dev: regions, prod: regions } });
  const document = { apiVersion: 1, profiles: named(999, {}), apps: { storefront: { services } } };
  const created = await send(document);
  expect(created).toMatchObject({ status: 200, body: { unchanged: 0 } });
  expect(created.body.changes).toHaveLength(6_000);
  expect(await send(document)).toMatchObject({ status: 200, body: { changes: [], unchanged: 6_000 } });
  const empty = { apiVersion: 1, profiles: {}, apps: {} };
  expect(await send(empty, "prune=true")).toMatchObject({ status: 200 });
  await service.close();
});
