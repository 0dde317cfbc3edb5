import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProfilesUnderTest, startProfiles } from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;

const org = "/v1/orgs/acmecorp";
const checkout = `${org}/apps/storefront/services/checkout`;
const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy" };
const ask = (route: string, body?: object) => service.request(admin, route, body);

beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
  for (const app of ["storefront", "backoffice"]) await ask(`PUT ${org}/apps/${app}`, {});
});
afterAll(() => service.close());

test("a service and an instance are linked to a provider, to none at all, and to nothing", async () => {
  await ask(`PUT ${org}/providers/linked`, { accessRole });
  expect((await ask(`PUT ${checkout}`, { provider: "linked" })).body.provider).toBe("linked");
  const instance = `${checkout}/instances/prod/eu-central-1`;
  expect((await ask(`PUT ${instance}`, { provider: { none: true } })).body.provider).toEqual({ none: true });
  expect((await ask(`PATCH ${instance}`, { provider: null })).body.provider).toBeNull();
});

test("a provider that is not there, is another organization's, or is for other apps is refused at its place", async () => {
  await ask(`PUT ${org}/providers/limited`, { accessRole, apps: ["backoffice"] });
  const other = await service.createOrg("othercorp");
  await service.request(other, "PUT /v1/orgs/othercorp/providers/theirs", { accessRole });
  for (const [provider, message] of [
    ["limitde", "names no provider of acmecorp. Did you mean limited?"],
    ["theirs", "names no provider of acmecorp."],
    ["limited", "names the provider limited, which is limited to other apps than storefront"],
  ]) {
    const { status, body } = await ask(`PUT ${checkout}`, { provider });
    expect([status, body.errors]).toEqual([400, [{ path: "$.provider", message }]]);
  }
});

test("a provider is not deleted or limited while something is linked to it, and the links are named", async () => {
  await ask(`PUT ${org}/providers/used`, { accessRole });
  await ask(`PUT ${checkout}`, { provider: "used" });
  await ask(`PUT ${checkout}/instances/dev/eu-central-1`, { provider: "used" });
  await ask(`DELETE ${checkout}`);
  for (const answer of [
    await ask(`DELETE ${org}/providers/used`),
    await ask(`PATCH ${org}/providers/used`, { apps: ["backoffice"] }),
  ]) {
    expect(answer).toMatchObject({ status: 409, body: { code: "provider-in-use" } });
    expect(answer.body.detail).toContain("storefront/checkout, storefront/checkout (dev in eu-central-1)");
  }
  expect((await ask(`PATCH ${org}/providers/used`, { apps: ["storefront"] })).status).toBe(200);
  await ask(`PATCH ${checkout}`, { provider: null });
  await ask(`PATCH ${checkout}/instances/dev/eu-central-1`, { provider: null });
  expect((await ask(`DELETE ${org}/providers/used`)).status).toBe(204);
});

test("of a link and a deletion of its provider at the same time, one succeeds and the other is told why", async () => {
  for (let round = 0; round < 10; round++) {
    await ask(`PUT ${checkout}`, {});
    await ask(`PUT ${org}/providers/raced`, { accessRole });
    const [linked, deleted] = await Promise.all([
      ask(`PUT ${checkout}`, { provider: "raced" }),
      ask(`DELETE ${org}/providers/raced`),
    ]);
    expect([
      [200, 409],
      [400, 204],
    ]).toContainEqual([linked.status, deleted.status]);
  }
});
