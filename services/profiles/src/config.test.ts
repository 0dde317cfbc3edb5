import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { Config } from "./config.ts";

const key = randomBytes(32).toString("base64");
const digest = "a".repeat(64);

test("the configuration holds the keyring and the digest of the operator's key", () => {
  const config = Config.parse({
    STAGEPASS_KEYRING: `2026:${key}`,
    STAGEPASS_OPERATOR_KEY_SHA256: digest,
  });
  expect(config.STAGEPASS_KEYRING.encrypting.id).toBe("2026");
  expect(config.STAGEPASS_OPERATOR_KEY_SHA256).toBe(digest);
});

test("the configuration reports what is wrong with both variables at once", () => {
  const result = Config.safeParse({
    STAGEPASS_KEYRING: "2026",
    STAGEPASS_OPERATOR_KEY_SHA256: digest.toUpperCase(),
  });
  expect(result.error?.issues.map(({ path }) => path[0])).toEqual([
    "STAGEPASS_KEYRING",
    "STAGEPASS_OPERATOR_KEY_SHA256",
  ]);
});
