import { afterEach, beforeEach, expect, test } from "vitest";
import { type ProfilesUnderTest, startProfiles } from "../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;

const org = "/v1/orgs/acmecorp";
const storefront = `${org}/apps/storefront`;
const ask = (route: string, body?: object) => service.request(admin, route, body);
const target = {
  ...{ org: "acmecorp", app: "storefront", stage: "prod" },
  ...{ service: "checkout", region: "eu-central-1" },
};
const because = "The app resolves by profiles.";

beforeEach(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
  const roleOf = (name: string) => ({ accessRole: { roleArn: `arn:aws:iam::222222222222:role/${name}` } });
  await ask(`PUT ${org}/profiles/own`, { ...roleOf("own"), parameters: [{ key: "KEY", value: "secret" }] });
  await ask(`PUT ${org}/profiles/mapped`, roleOf("mapped"));
  await ask(`PATCH ${org}`, { stages: [{ stages: "p*", profile: "mapped" }] });
  await ask(`PUT ${org}/providers/shared`, { ...roleOf("shared"), isDefault: true });
  await ask(`PUT ${org}/providers/linked`, roleOf("linked"));
  await ask(`PUT ${storefront}`, { defaultProfile: "own" });
});
afterEach(() => service.close());

test("an app that resolves by profiles is shown what services, instances and the organization say, and that it does not count", async () => {
  await ask(`PUT ${storefront}/services/checkout`, { parameters: [{ key: "DB_URL", value: "secret" }] });
  await ask(`PUT ${storefront}/services/checkout/instances/prod/eu-central-1`, {
    ...{ provider: "linked", parameters: [{ key: "KEY", value: "secret" }] },
  });
  const { status, body } = await ask("POST /v1/explain", target);
  expect(status).toBe(200);
  expect(body.profile.candidates).toMatchObject([
    { rule: 1, isSet: false, fate: "empty" },
    { rule: 2, isSet: true, names: "own", fate: "applies" },
    { rule: 3, isSet: true, names: "mapped", fate: "hidden" },
  ]);
  expect(body.credentials.candidates).toMatchObject([
    { rule: 4, isSet: true, names: "linked", fate: "ignored", because },
    { rule: 5, isSet: false, names: null, fate: "ignored", because },
    { rule: 6, isSet: true, names: "shared", fate: "ignored", because },
    { rule: 7, isSet: true, fate: "applies" },
  ]);
  expect(body.parameters).toMatchObject([
    {
      ...{ key: "KEY", source: "profile", overrides: [] },
      candidates: [{ isSet: true, fate: "ignored", because }, { isSet: false }, { fate: "applies" }],
    },
    {
      ...{ key: "DB_URL", source: null, overrides: [] },
      candidates: [{ isSet: false }, { isSet: true, fate: "ignored", because }, { fate: "empty" }],
    },
  ]);
  expect(body.problem).toBeNull();
  expect(JSON.stringify(body)).not.toContain("secret");
});

test("an app that does not inherit the stage map is shown the line that would match, and that it is ignored", async () => {
  await ask(`PATCH ${storefront}`, { defaultProfile: null, inheritsStages: false });
  const { body } = await ask("POST /v1/explain", target);
  expect(body.profile.chosen).toBeNull();
  expect(body.profile.candidates[2]).toMatchObject({
    ...{ rule: 3, isSet: true, names: "mapped", fate: "ignored" },
    because: "The app does not inherit the organization's stage map.",
  });
  expect(body.problem).toMatchObject({ code: "no-profile" });
});

test("what a service or an instance would begin with is shown as well where it does not count", async () => {
  await ask(`PUT ${storefront}/blueprints/stages/prod`, { provider: "linked" });
  const { body } = await ask("POST /v1/explain", target);
  expect(body.credentials.candidates[0]).toMatchObject({
    ...{ isSet: true, isBlueprint: true, names: "linked", fate: "ignored", because },
  });
});
