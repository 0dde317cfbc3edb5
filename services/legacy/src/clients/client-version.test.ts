import { describe, expect, test } from "vitest";
import { assertImpliedVersions, assertVersion } from "./client-version.ts";

const minimums = { sdk: "2.3.0", framework: "1.67.0", plugin: "3.8.0" } as const;

test.each([
  [undefined, "2.2.0"],
  [{}, "2.2.0"],
  [minimums, "2.3.0"],
  [minimums, "10.0.0"],
  [minimums, undefined],
  [minimums, "latest"],
  [{ unknown: "deny" } as const, "0.0.1"],
])("a client is served with the rule %j and the version %s", (rule, version) => {
  expect(() => assertVersion("acmecorp", rule, "sdk", version)).not.toThrow();
});

test("a client that is too old is refused, and told what to install", () => {
  expect(() => assertVersion("acmecorp", minimums, "sdk", "2.2.9")).toThrow(
    "Your @serverless/platform-sdk 2.2.9 is too old: acmecorp demands 2.3.0 or newer. " +
      "Install a newer client: npm install --save-dev serverless@1.83.3",
  );
  expect(() => assertVersion("acmecorp", minimums, "framework", "1.50.0")).toThrow(
    "Your serverless 1.50.0 is too",
  );
  expect(() => assertVersion("acmecorp", minimums, "plugin", "1.3.11")).toThrow(
    "enterprise-plugin 1.3.11 is too",
  );
});

test("a client that sends no version is refused where the rule denies unknown versions", () => {
  expect(() => assertVersion("acmecorp", { unknown: "deny" }, "sdk", undefined)).toThrow(
    "This client does not say which version of @serverless/platform-sdk it has, and acmecorp serves none such. " +
      "Install a newer client: npm install --save-dev serverless@1.83.3",
  );
});

describe("the advised client", () => {
  test.each([
    [{ plugin: "3.8.4" }, "3.8.0", "Install a newer client: npm install --save-dev serverless@1.83.3"],
    [{ plugin: "4.4.1" }, "3.8.4", "Install a newer client: npm install --save-dev serverless@2.72.4"],
    [{ plugin: "5.5.5" }, "5.5.4", "Install a newer client: npm install --save-dev serverless@3.40.0"],
    [
      { plugin: "3.8.4", framework: "2.0.0" },
      "3.8.0",
      "Install a newer client: npm install --save-dev serverless@2.72.4",
    ],
    [
      { plugin: "3.8.4", sdk: "2.4.0" },
      "3.8.0",
      "Install a newer client: npm install --save-dev serverless@2.72.4",
    ],
    [
      { plugin: "4.4.1", unknown: "deny" as const },
      "3.8.4",
      "No published client has all that acmecorp demands: an admin can change its clients.minimumVersions.",
    ],
    [
      { plugin: "8.0.0" },
      "7.2.3",
      "No published client has all that acmecorp demands: an admin can change its clients.minimumVersions.",
    ],
  ])("the advised client meets all demands of %j", (rule, plugin, advice) => {
    expect(() => assertVersion("acmecorp", rule, "plugin", plugin)).toThrow(
      `plugin ${plugin} is too old: acmecorp demands ${rule.plugin} or newer. ${advice}`,
    );
  });
});

const sdk = (version: string) => ({ "x-platform-version": version });
const axios = (version: string) => ({ "user-agent": `axios/${version}` });

describe("a client whose headers imply an old version", () => {
  test.each([
    ["with an SDK where the plugin must have none", { plugin: "4.5.0" }, sdk("2.3.2"), "plugin", "4.5.0"],
    ["whose SDK is older than the plugin's", { plugin: "4.4.1" }, sdk("2.3.1"), "plugin", "4.0.3"],
    ["whose SDK is much older", { plugin: "3.8.0" }, sdk("2.2.0"), "plugin", "3.2.7"],
    ["whose SDK is older than the framework's", { framework: "1.72.0" }, sdk("2.3.0"), "framework", "1.72.0"],
    ["whose axios is older than the plugin's", { plugin: "7.2.0" }, axios("0.21.4"), "plugin", "7.2.0"],
    ["whose axios is much older", { plugin: "4.4.2" }, axios("0.19.2"), "plugin", "4.4.2"],
  ])("a client is refused when its headers imply an old version: %s", (_, rule, headers, part, before) => {
    expect(() => assertImpliedVersions("acmecorp", rule, headers)).toThrow(
      new RegExp(
        `^Your ${part} is too old, before ${before.replaceAll(".", "\\.")} as its \\S+( \\S+)* shows: `,
      ),
    );
  });

  test("a client whose headers imply an old version is told which header does, and what to install", () => {
    expect(() => assertImpliedVersions("acmecorp", { plugin: "4.5.0" }, sdk("2.3.2"))).toThrow(
      "Your plugin is too old, before 4.5.0 as its @serverless/platform-sdk 2.3.2 shows: acmecorp demands 4.5.0 or " +
        "newer. Install a newer client: npm install --save-dev serverless@2.72.4",
    );
  });
});

test.each([
  ["an SDK that plugins of this version have", { plugin: "4.4.9", framework: "2.28.0" }, sdk("2.3.2")],
  ["an SDK that is newer than the plugin demands", { plugin: "3.8.4" }, sdk("2.3.2")],
  ["an SDK just old enough", { plugin: "4.0.2" }, sdk("2.3.1")],
  ["a new axios", { plugin: "9.0.0", framework: "9.0.0" }, axios("1.6.2")],
  ["an axios just old enough", { plugin: "7.1.0" }, axios("0.21.1")],
  ["no library that it names", { plugin: "9.0.0" }, { "user-agent": "node-fetch/1.0" }],
  ["a library in no version", { plugin: "9.0.0" }, { "x-platform-version": "x", "user-agent": "axios/next" }],
  ["an old SDK where nothing is demanded of the plugin", { sdk: "1.0.0" }, sdk("2.0.0")],
])("a client is served whose version the headers leave open: %s", (_, rule, headers) => {
  expect(() => assertImpliedVersions("acmecorp", rule, headers)).not.toThrow();
});
