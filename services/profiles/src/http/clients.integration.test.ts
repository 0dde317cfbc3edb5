import { plan } from "@stagepass/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operatorKey, type ProfilesUnderTest, startProfiles } from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;

beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
  await ask("PUT /v1/orgs/acmecorp/profiles/prod", {});
  await ask("PUT /v1/orgs/acmecorp/apps/storefront", { defaultProfile: "prod" });
});
afterAll(() => service.close());

const ask = (route: string, body?: object) => service.request(admin, route, body);
const patchOrg = (body: object) => ask("PATCH /v1/orgs/acmecorp", body);
const profile = "/v1/orgs/acmecorp/profiles/prod";
const target = {
  ...{ org: "acmecorp", app: "storefront", stage: "prod" },
  ...{ service: "checkout", region: "eu-central-1" },
};
const plannedUse = async () => (await service.bus.ask(plan, { target })).clients.legacy;

test("a plan says what the profile and its organization together allow existing clients", async () => {
  expect(await plannedUse()).toBe("deny");
  await patchOrg({ clients: { legacy: "allow" } });
  expect(await plannedUse()).toBe("allow");
  await ask(`PATCH ${profile}`, { clients: { legacy: "plan-only" } });
  expect(await plannedUse()).toBe("plan-only");
  await patchOrg({ clients: { legacy: "deny" } });
  expect(await plannedUse()).toBe("deny");
  await patchOrg({ clients: null });
  expect(await plannedUse()).toBe("plan-only");
});

test("an organization's client rules stay when a patch leaves them out, and are shown as they are stored", async () => {
  const clients = { legacy: "allow", minimumVersions: { sdk: "2.2.1", unknown: "deny" } };
  await patchOrg({ clients });
  await patchOrg({ description: "New" });
  expect(await ask("GET /v1/orgs/acmecorp")).toMatchObject({ body: { description: "New", clients } });
  expect(await service.request(operatorKey, "GET /v1/orgs")).toMatchObject({
    body: { items: [{ name: "acmecorp", clients }] },
  });
});

test("a change of a profile's client rules makes a version, and a rollback restores them", async () => {
  const first = await ask(`PUT ${profile}`, { clients: { legacy: "allow" } });
  expect(first.body.clients).toEqual({ legacy: "allow" });
  const second = await ask(`PATCH ${profile}`, { clients: null });
  expect(second.body).toMatchObject({ version: first.body.version + 1, clients: {} });
  expect((await ask(`PATCH ${profile}`, { description: "" })).body.version).toBe(second.body.version);
  const back = await ask(`POST ${profile}/versions/${first.body.version}/rollback`);
  expect(back.body).toMatchObject({ version: second.body.version + 1, clients: { legacy: "allow" } });
  expect((await service.events()).map(([, , data]) => data)).toContainEqual(
    expect.objectContaining({
      version: second.body.version,
      changed: { fields: ["clients"], parameterKeys: [] },
    }),
  );
});

test.each([
  [{ legacy: "Allow" }, "$.clients.legacy", "must be allow, plan-only or deny"],
  [{ legacy: "allow", sdk: "2.0.0" }, "$.clients.sdk", "is not a known field; remove it"],
  [{ minimumVersions: { sdk: "2.x" } }, "$.clients.minimumVersions.sdk", "must be a semantic version"],
])("saving clients %j is invalid at %s", async (clients, path, message) => {
  expect(await patchOrg({ clients })).toMatchObject({
    status: 400,
    body: { errors: [{ path, message: expect.stringContaining(message) }] },
  });
});
