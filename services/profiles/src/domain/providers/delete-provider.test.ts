import { Problem } from "@stagepass/contracts";
import { beforeEach, expect, test } from "vitest";
import { makeProvider } from "../../../test/provider.ts";
import { type DeleteProviderPorts, deleteProvider } from "./delete-provider.ts";
import type { Provider } from "./provider.ts";
import type { ProviderUse } from "./provider-uses.ts";

const change = { org: "acmecorp", provider: "production", by: "key_1", assertMatch: () => {} };

let done: unknown[];
beforeEach(() => {
  done = [];
});

function portsOf(current: Provider | undefined, uses: readonly ProviderUse[] = []): DeleteProviderPorts {
  return {
    transaction: (work) =>
      work({
        lockProvider: async () => current,
        listProviderUses: async (_asked, limit) => ({ uses: uses.slice(0, limit), total: uses.length }),
        deleteProvider: async (_org, provider) => void done.push(provider),
        announce: async ({ subject }, about, data) => void done.push([subject, about, data]),
        listNearProviders: async () => ["production"],
      }),
  };
}

test("a provider that nothing uses is deleted, and the event names its last revision", async () => {
  await deleteProvider(portsOf(makeProvider()), change);
  expect(done).toEqual([
    "production",
    [
      "profiles.v1.provider.deleted",
      "acmecorp/providers/production",
      { org: "acmecorp", provider: "production", by: "key_1", revision: 3 },
    ],
  ]);
});

test("the default provider is not deleted", async () => {
  await expect(deleteProvider(portsOf(makeProvider({ isDefault: true })), change)).rejects.toMatchObject({
    code: "provider-in-use",
    message: expect.stringContaining("it is the default of acmecorp"),
  });
  expect(done).toEqual([]);
});

test("a provider with links is not deleted, and the first of them are named", async () => {
  const service: ProviderUse = { app: "storefront", service: "checkout", stage: null, region: null };
  const instance: ProviderUse = { ...service, stage: "prod", region: "eu-central-1" };
  const others = Array.from({ length: 10 }, () => service);
  await expect(
    deleteProvider(portsOf(makeProvider(), [service, instance, ...others]), change),
  ).rejects.toMatchObject({
    code: "provider-in-use",
    message: expect.stringMatching(
      /linked to storefront\/checkout, storefront\/checkout \(prod in eu-central-1\), .* and 2 more\. Link these/,
    ),
  });
  expect(done).toEqual([]);
});

test("deleting a provider that does not exist fails with not-found and the nearest name", async () => {
  await expect(
    deleteProvider(portsOf(undefined), { ...change, provider: "prodution" }),
  ).rejects.toMatchObject({
    code: "not-found",
    message: 'There is no provider "prodution" in acmecorp. Did you mean production?',
  });
});

test("the caller's condition is checked before anything else", async () => {
  const assertMatch = (current: number | undefined) => {
    throw new Problem("precondition-failed", `at ${current}`);
  };
  await expect(
    deleteProvider(portsOf(makeProvider({ isDefault: true })), { ...change, assertMatch }),
  ).rejects.toThrow("at 3");
});
