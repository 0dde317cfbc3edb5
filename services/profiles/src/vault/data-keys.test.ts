import { createSecretKey, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createDataKey } from "./data-key.ts";
import { cacheDataKeys } from "./data-keys.ts";
import type { Keyring } from "./keyring.ts";

const key = createSecretKey(randomBytes(32));
const keyring: Keyring = { encrypting: { id: "2026", key }, keys: new Map([["2026", key]]) };

test("an organization's data key is read and unwrapped once, even when many need it at the same time", async () => {
  const wrapped = createDataKey(keyring, "acmecorp");
  let reads = 0;
  const dataKeyOf = cacheDataKeys(keyring, async () => {
    reads++;
    return wrapped;
  });
  const keys = await Promise.all([dataKeyOf("acmecorp"), dataKeyOf("acmecorp")]);
  keys.push(await dataKeyOf("acmecorp"));
  expect(new Set(keys).size).toBe(1);
  expect(reads).toBe(1);
});

test("reading an organization's data key is tried again after a failure", async () => {
  const wrapped = createDataKey(keyring, "acmecorp");
  let reads = 0;
  const dataKeyOf = cacheDataKeys(keyring, async () => {
    if (reads++ === 0) throw new Error("the database is away");
    return wrapped;
  });
  await expect(dataKeyOf("acmecorp")).rejects.toThrow("the database is away");
  await expect(dataKeyOf("acmecorp")).resolves.toHaveProperty("type", "secret");
});
