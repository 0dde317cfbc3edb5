import { expect, test } from "vitest";
import { demandVersion } from "./client-version.ts";

const minimums = { sdk: "2.3.0", framework: "1.67.0", plugin: "3.8.0" } as const;

test.each([
  [undefined, "2.2.0"],
  [{}, "2.2.0"],
  [minimums, "2.3.0"],
  [minimums, "10.0.0"],
  [minimums, undefined],
  [minimums, "latest"],
  [{ unknown: "deny" } as const, "0.0.1"],
])("with the rule %j the version %s is served", (rule, version) => {
  expect(() => demandVersion("acmecorp", rule, "sdk", version)).not.toThrow();
});

test("a client that is too old is told what to install", () => {
  expect(() => demandVersion("acmecorp", minimums, "sdk", "2.2.9")).toThrow(
    "Your @serverless/platform-sdk 2.2.9 is too old: acmecorp demands 2.3.0 or newer. " +
      "Install a newer client: npm install --save-dev serverless@1.83.3",
  );
  expect(() => demandVersion("acmecorp", minimums, "framework", "1.50.0")).toThrow(
    "Your serverless 1.50.0 is too",
  );
  expect(() => demandVersion("acmecorp", minimums, "plugin", "1.3.11")).toThrow(
    "enterprise-plugin 1.3.11 is too",
  );
});

test("a client without a version is refused where the rule says so", () => {
  expect(() => demandVersion("acmecorp", { unknown: "deny" }, "sdk", undefined)).toThrow(
    "This client does not say which version of @serverless/platform-sdk it has",
  );
});
