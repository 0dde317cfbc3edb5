import { createHash } from "node:crypto";
import { type Input, linkProviderFor, saveProviderFor, saveTargetParameterFor } from "@stagepass/contracts";
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

test("of many clients that make another provider the default at once, all succeed and one default is left", async () => {
  const names = Array.from({ length: 6 }, (_, n) => `default-${n}`);
  for (const name of names) await ask(`PUT ${org}/providers/${name}`, { accessRole });
  const before = (await service.events()).length;
  const makeDefault = (provider: string) =>
    service.bus.ask(saveProviderFor, { ...caller, provider, content: { isDefault: true }, only: "change" });
  const saved = await Promise.all([...names, ...names].map(makeDefault));
  expect(saved.map(({ isDefault }) => isDefault)).toEqual(saved.map(() => true));
  const { items } = (await ask(`GET ${org}/providers?limit=200`)).body;
  const defaults = items.filter(({ isDefault }: { isDefault: boolean }) => isDefault);
  expect(defaults).toHaveLength(1);
  const told = (await service.events()).slice(before).map(([, about, data]) => ({ about, data }));
  expect(told.at(-1)).toMatchObject({
    about: `acmecorp/providers/${defaults[0].name}`,
    data: { isDefault: true, revision: defaults[0].revision },
  });
});

test("a default that moves beside other changes of both providers ends as one default and no failure", async () => {
  for (const name of ["one", "two"]) await ask(`PUT ${org}/providers/${name}`, { accessRole });
  const makeDefault = (provider: string) =>
    service.bus.ask(saveProviderFor, { ...caller, provider, content: { isDefault: true }, only: "change" });
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all([
      ask(`PATCH ${org}/providers/one`, { description: `${round}` }),
      ask(`PATCH ${org}/providers/two`, { description: `${round}` }),
      ask(`PUT ${org}/apps/storefront/services/${unique}`, { provider: round % 2 ? "one" : "two" }),
      makeDefault("one"),
      makeDefault("two"),
    ]);
    expect(answers.slice(0, 3).map((answer) => "status" in answer && answer.status < 300)).toEqual([
      ...[true, true, true],
    ]);
  }
});
