import { createHash } from "node:crypto";
import { type Input, linkProviderFor, saveTargetParameterFor } from "@stagepass/contracts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ProfilesUnderTest, startProfiles } from "../../test/profiles-under-test.ts";

let service: ProfilesUnderTest;
let admin: string;
let caller: { keyDigest: string; org: string };
let count = 0;
/** A service that no test has used. */
let unique: string;

const org = "/v1/orgs/acmecorp";
const accessRole = { roleArn: "arn:aws:iam::222222222222:role/deploy" };
const production = { stage: "prod", region: "eu-central-1" };
const ask = (route: string, body?: object) => service.request(admin, route, body);

beforeAll(async () => {
  service = await startProfiles();
  admin = await service.createOrg("acmecorp");
  caller = { keyDigest: createHash("sha256").update(admin).digest("hex"), org: "acmecorp" };
  await ask(`PUT ${org}/apps/storefront`, {});
  await ask(`PUT ${org}/providers/linked`, { accessRole });
});
afterAll(() => service.close());
beforeEach(() => {
  unique = `service-${++count}`;
});

const statusOf = async (path = "") =>
  (await ask(`GET ${org}/apps/storefront/services/${unique}${path}`)).status;
const link = (provider: string, at: Partial<typeof production> = {}) =>
  service.bus.ask(linkProviderFor, { ...caller, app: "storefront", service: unique, ...at, provider });
const save = (
  { key = "A", ...content }: { readonly key?: string; readonly value?: string; readonly sensitive?: boolean },
  at: Partial<typeof production> = {},
  only: Input<typeof saveTargetParameterFor>["only"] = "create",
) => {
  const request = { ...caller, app: "storefront", service: unique, ...at, parameter: key, content, only };
  return service.bus.ask(saveTargetParameterFor, request);
};

test("a refused link or parameter makes neither an instance nor its service, and announces nothing", async () => {
  const before = (await service.events()).length;
  const withoutValue = { sensitive: true };
  for (const refused of [
    () => link("not-there"),
    () => link("not-there", production),
    () => save(withoutValue),
    () => save(withoutValue, production),
    () => save({ value: "kept" }, production, "change"),
  ]) {
    await expect(refused()).rejects.toMatchObject({ code: expect.stringMatching(/^(invalid|not-found)$/) });
    expect(await statusOf()).toBe(404);
  }
  expect(await service.events()).toHaveLength(before);
});

test("a link or a first parameter makes an instance with its service, each at its first revision", async () => {
  const before = (await service.events()).length;
  await link("linked", production);
  await save({ value: "of another" }, { ...production, stage: "dev" });
  const instances = `${org}/apps/storefront/services/${unique}/instances`;
  expect(await ask(`GET ${instances}/prod/eu-central-1`)).toMatchObject({
    body: { provider: "linked", parameters: [], revision: 1 },
  });
  expect(await ask(`GET ${instances}/dev/eu-central-1`)).toMatchObject({
    body: { provider: null, parameters: [{ key: "A" }], revision: 1 },
  });
  expect((await service.events()).slice(before).map(([type]) => type)).toEqual([
    "profiles.v1.service.created",
    "profiles.v1.instance.created",
    "profiles.v1.instance.created",
  ]);
});

test("a refused parameter leaves a removed instance and its service removed", async () => {
  await link("linked", production);
  await ask(`DELETE ${org}/apps/storefront/services/${unique}`);
  await expect(save({ sensitive: true }, production)).rejects.toMatchObject({ code: "invalid" });
  const found = await ask(`GET ${org}/apps/storefront/services/${unique}`);
  expect(found.body.removedAt).not.toBeNull();
});
