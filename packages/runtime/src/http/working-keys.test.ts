import { type Principal, Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { rememberWorkingKeys } from "./working-keys.ts";

const principal: Principal = { role: "deployer", keyId: "key_1", org: "acmecorp", scope: {} };

/** Keys that work until they are revoked, with a count of how often they were looked up. */
function keysThatWork() {
  const revoked = new Set<string>();
  const looked: string[] = [];
  const keys = rememberWorkingKeys(async (digest) => {
    looked.push(digest);
    if (revoked.has(digest)) throw new Problem("unauthenticated", "No such key.");
    return principal;
  });
  return { keys, revoked, looked };
}

test("a key that worked a moment ago is not looked up again", async () => {
  const { keys, looked } = keysThatWork();
  expect(await keys.authenticate("a")).toBe(principal);
  expect(await keys.authenticate("a")).toBe(principal);
  expect(looked).toEqual(["a"]);
});

test("a key that turned out not to work is looked up again, and rejected, before the next body is read", async () => {
  const { keys, revoked } = keysThatWork();
  await keys.authenticate("a");
  revoked.add("a");
  keys.forget("a");
  await expect(keys.authenticate("a")).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a key that never worked is looked up each time", async () => {
  const { keys, revoked, looked } = keysThatWork();
  revoked.add("a");
  await expect(keys.authenticate("a")).rejects.toThrow("No such key.");
  await expect(keys.authenticate("a")).rejects.toThrow("No such key.");
  expect(looked).toEqual(["a", "a"]);
});
