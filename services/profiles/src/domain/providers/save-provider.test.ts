import { ProviderInput, type ProviderPatch, type StaticKeysUse } from "@stagepass/contracts";
import { beforeEach, expect, test } from "vitest";
import { makeProvider, providerRole } from "../../../test/provider.ts";
import type { KeysVault } from "./keys-vault.ts";
import type { Provider } from "./provider.ts";
import type { ProviderUse } from "./provider-uses.ts";
import { type ProviderPorts, patchProvider, putProvider } from "./save-provider.ts";

const change = { org: "acmecorp", provider: "production", by: "key_1", assertMatch: () => {} };
const facts = { org: "acmecorp", provider: "production", by: "key_1" };
const accessKeyId = "AKIAEXAMPLE000000001";
const secretAccessKey = "a-secret-access-key-of-aws";
const keyed = makeProvider({ accessRole: null, staticKeys: { accessKeyId, setAt: new Date(0) } });

/** A vault that writes what a secret is bound to before the secret. */
const vault: KeysVault = {
  seal: (keys, secret) => Buffer.from(`${keys.providerId} ${keys.accessKeyId} ${secret}`),
  unseal: (_keys, sealed) => Buffer.from(sealed).toString().split(" ")[2] ?? "",
};

interface World {
  readonly current?: Provider;
  readonly staticKeys?: StaticKeysUse;
  readonly otherDefault?: string;
  readonly uses?: readonly ProviderUse[];
}

let written: unknown[];
let announced: unknown[];
beforeEach(() => {
  written = [];
  announced = [];
});

function portsOf({ current, staticKeys = "allow", otherDefault, uses = [] }: World): ProviderPorts {
  return {
    openKeysVault: async () => vault,
    transaction: (work) =>
      work({
        claimProvider: async () => ({ id: "7", current }),
        lockProvider: async () => current,
        lockOrg: async () => ({ staticKeys }),
        findDefaultProvider: async () => otherDefault,
        unsetDefaultProvider: async () => 9,
        holdApps: async (_org, apps) => apps.filter((app) => ["search", "storefront"].includes(app)),
        readSealedKeys: async () => vault.seal({ providerId: "7", accessKeyId }, secretAccessKey),
        listProviderUses: async ({ exceptApps = [] }) => {
          const outside = uses.filter(({ app }) => !exceptApps.includes(app));
          return { uses: outside, total: outside.length };
        },
        writeProvider: async (_org, provider) => {
          written.push(provider);
          const { staticKeys: keys, ...rest } = provider;
          return makeProvider({ ...rest, staticKeys: keys && { ...keys, setAt: new Date(1) } });
        },
        announce: async ({ subject }, about, data) => void announced.push([subject, about, data]),
        listNearProviders: async () => ["production"],
        listNearApps: async () => ["search", "storefront"],
      }),
  };
}

const put = (world: World, given: object) => putProvider(portsOf(world), change, ProviderInput.parse(given));
const patch = (world: World, given: ProviderPatch) => patchProvider(portsOf(world), change, given);
const role = { accessRole: providerRole };
const keys = { staticKeys: { accessKeyId, secretAccessKey } };
const refused = (path: string, message: string) => ({
  code: "invalid",
  facts: { errors: [{ path, message: expect.stringContaining(message) }] },
});

test("a new provider begins at revision 1 and is announced", async () => {
  expect(await put({}, { ...role, isDefault: true })).toMatchObject({
    created: true,
    provider: { revision: 1 },
  });
  expect(announced).toEqual([
    [
      "profiles.v1.provider.created",
      "acmecorp/providers/production",
      { ...facts, revision: 1, isDefault: true },
    ],
  ]);
});

test("a default that replaces another one is announced after what becomes of that", async () => {
  const world = portsOf({ current: makeProvider(), otherDefault: "main" });
  await patchProvider(world, change, { isDefault: true }, "replace");
  const changed = { fields: ["isDefault"] };
  expect(announced).toEqual([
    [
      "profiles.v1.provider.updated",
      "acmecorp/providers/main",
      { ...facts, provider: "main", revision: 9, isDefault: false, changed },
    ],
    [
      "profiles.v1.provider.updated",
      "acmecorp/providers/production",
      { ...facts, revision: 4, isDefault: true, changed },
    ],
  ]);
});

test("a change makes a revision and is announced with the names of its fields, and nothing else of them", async () => {
  await patch({ current: makeProvider() }, { description: "New", isDefault: true });
  expect(written).toMatchObject([{ revision: 4, description: "New", accessRole: providerRole }]);
  const changed = { fields: ["description", "isDefault"] };
  expect(announced).toEqual([
    [
      "profiles.v1.provider.updated",
      "acmecorp/providers/production",
      { ...facts, revision: 4, isDefault: true, changed },
    ],
  ]);
});

test.each<[string, Provider, ProviderPatch]>([
  ["nothing", makeProvider(), {}],
  [
    "what is there",
    makeProvider({ apps: ["search", "storefront"] }),
    { apps: ["storefront", "search"], ...role },
  ],
  ["the keys that are there", keyed, keys],
  ["the id of the keys that are there", keyed, { staticKeys: { accessKeyId } }],
])("a save of %s changes nothing and announces nothing", async (_what, current, given) => {
  expect(await patch({ current }, given)).toEqual({ provider: current, created: false });
  expect([written, announced]).toEqual([[], []]);
});

test("the secret of static keys is sealed for the provider and the key, and stays when it is left out", async () => {
  await put({}, keys);
  await patch({ current: keyed }, { description: "New", staticKeys: { accessKeyId } });
  await patch({ current: keyed }, { staticKeys: { accessKeyId, secretAccessKey: "another-secret-of-aws" } });
  expect(written).toMatchObject([
    { staticKeys: { accessKeyId, sealed: Buffer.from(`7 ${accessKeyId} ${secretAccessKey}`) } },
    { staticKeys: { accessKeyId, sealed: undefined } },
    { staticKeys: { accessKeyId, sealed: Buffer.from(`7 ${accessKeyId} another-secret-of-aws`) } },
  ]);
  expect(JSON.stringify(announced)).not.toContain("secret-");
});

test("other keys need their secret", async () => {
  const other = { staticKeys: { accessKeyId: "AKIAEXAMPLE000000002" } };
  const missing = refused("$.staticKeys.secretAccessKey", "is missing");
  await expect(put({}, other)).rejects.toMatchObject(missing);
  await expect(patch({ current: keyed }, other)).rejects.toMatchObject(missing);
});

test("static keys are refused in an organization that does not allow them, also on a provider that has a role", async () => {
  const denied = refused("$.staticKeys", "are not allowed in acmecorp: they never expire");
  await expect(put({ staticKeys: "deny" }, keys)).rejects.toMatchObject(denied);
  const given = { accessRole: null, ...keys };
  await expect(patch({ staticKeys: "deny", current: makeProvider() }, given)).rejects.toMatchObject(denied);
  expect(written).toEqual([]);
});

test("a provider has either a role or keys", async () => {
  await expect(put({}, {})).rejects.toMatchObject(
    refused("$.accessRole", "needs an access role or static keys"),
  );
  await expect(put({}, { ...role, ...keys })).rejects.toMatchObject(
    refused("$.accessRole", "send staticKeys as null"),
  );
  await expect(patch({ current: keyed }, role)).rejects.toMatchObject(
    refused("$.accessRole", "send staticKeys as null"),
  );
  await expect(patch({ current: makeProvider() }, keys)).rejects.toMatchObject(
    refused("$.staticKeys", "send accessRole as null"),
  );
  await patch({ current: keyed }, { ...role, staticKeys: null });
  expect(written).toMatchObject([{ ...role, staticKeys: null }]);
});

test("a second default is refused with the name of the first", async () => {
  const conflict = {
    code: "conflict",
    message: expect.stringContaining("The provider sandbox is the default of acmecorp"),
  };
  await expect(put({ otherDefault: "sandbox" }, { ...role, isDefault: true })).rejects.toMatchObject(
    conflict,
  );
  const given = { isDefault: true };
  await expect(patch({ otherDefault: "sandbox", current: makeProvider() }, given)).rejects.toMatchObject(
    conflict,
  );
  expect(written).toEqual([]);
});

test("a provider that is limited to apps does not become the default, and the default is not limited", async () => {
  const contradiction = refused("$.isDefault", "send apps as null");
  const limited = makeProvider({ apps: ["storefront"] });
  await expect(put({}, { ...role, isDefault: true, apps: ["storefront"] })).rejects.toMatchObject(
    contradiction,
  );
  await expect(patch({ current: limited }, { isDefault: true })).rejects.toMatchObject(contradiction);
  await expect(
    patch({ current: makeProvider({ isDefault: true }) }, { apps: ["storefront"] }),
  ).rejects.toMatchObject({
    code: "provider-in-use",
    message: expect.stringContaining("the organization's default"),
  });
  expect(written).toEqual([]);
});

test("a provider is limited to apps that exist, and each that does not is named with the nearest", async () => {
  await expect(put({}, { ...role, apps: ["storefront", "serach"] })).rejects.toMatchObject(
    refused("$.apps[1]", "names no app of acmecorp. Did you mean search?"),
  );
  await put({}, { ...role, apps: ["storefront", "search"] });
  expect(written).toMatchObject([{ apps: ["search", "storefront"] }]);
});

test("a provider is not limited while something of another app is linked to it", async () => {
  const uses: ProviderUse[] = [
    { app: "storefront", service: "checkout", stage: null, region: null },
    { app: "search", service: "index", stage: "dev", region: "eu-central-1" },
  ];
  const current = makeProvider();
  await expect(patch({ current, uses }, { apps: ["storefront"] })).rejects.toMatchObject({
    code: "provider-in-use",
    message: expect.stringContaining("linked to search/index (dev in eu-central-1). Link these"),
  });
  await patch({ current, uses }, { apps: ["storefront", "search"] });
  expect(written).toHaveLength(1);
});

test("patching a provider that does not exist fails with not-found and the nearest name", async () => {
  const given = patchProvider(portsOf({}), { ...change, provider: "prodution" }, {});
  await expect(given).rejects.toMatchObject({
    code: "not-found",
    message: 'There is no provider "prodution" in acmecorp. Did you mean production?',
  });
});
