import { createSecretKey, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { SealedVersion, VersionName } from "../domain/planning/open.ts";
import { openVault } from "./org-vault.ts";
import { rememberOpenables } from "./remember-openables.ts";

const dataKey = createSecretKey(randomBytes(32));
const prod = { org: "acmecorp", profile: "prod", version: 7 };

function storedWith(value: string, profile = "prod", sealedFor = "prod"): SealedVersion {
  const sealed = openVault("acmecorp", dataKey).seal({ profile, key: "A" }, value);
  return {
    accessRole: null,
    parameters: [
      { key: "A", sensitive: true, reference: null, sealed, sealedFor },
      { key: "B", sensitive: true, reference: { secretId: "b" }, sealed: null, sealedFor },
    ],
  };
}

function rememberedFrom(stored: (name: VersionName) => SealedVersion | undefined) {
  const reads: VersionName[] = [];
  const find = rememberOpenables({
    read: async (name: VersionName) => {
      reads.push(name);
      return stored(name);
    },
    dataKeyOf: async () => dataKey,
    holderOf: ({ org, profile, version }) => ["version", org, profile, version],
    parameterOf: (_stored, { key, sealedFor }) => ({ profile: sealedFor, key }),
  });
  return { find, reads };
}

test("a version is read once, even for requests at the same time", async () => {
  const { find, reads } = rememberedFrom(() => storedWith("a"));
  const found = [...(await Promise.all([find(prod), find(prod)])), await find(prod)];
  for (const version of found) {
    expect(await version?.unseal()).toEqual(new Map([["A", "a"]]));
    expect(version?.parameters.map(({ key }) => key)).toEqual(["A", "B"]);
  }
  expect(reads).toEqual([prod]);
});

test("a remembered version returns its own values", async () => {
  const { find } = rememberedFrom(({ version }) => storedWith(`of ${version}`));
  expect(await (await find(prod))?.unseal()).toEqual(new Map([["A", "of 7"]]));
  expect(await (await find({ ...prod, version: 8 }))?.unseal()).toEqual(new Map([["A", "of 8"]]));
});

test("a version that was not found is read again the next time", async () => {
  const versions = [undefined, storedWith("a")];
  const { find } = rememberedFrom(() => versions.shift());
  expect(await find(prod)).toBeUndefined();
  expect(await find(prod)).toBeDefined();
});

test("a remembered version fails to decrypt a value that was stored for another profile", async () => {
  const { find } = rememberedFrom(() => storedWith("a", "dev"));
  await expect(find(prod)).rejects.toThrow("cannot be decrypted");
});
