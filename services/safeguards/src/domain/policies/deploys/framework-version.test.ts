import { expect, test } from "vitest";
import { makeTarget } from "../../../../../../test/support/target.ts";
import { messagesOf } from "../../../../test/messages-of.ts";
import { frameworkVersion } from "./framework-version.ts";

const target = makeTarget();

function evaluate(version: string, range: string): Promise<string[]> {
  const document = { target, now: "2026-11-20T12:00:00Z", frameworkVersion: version };
  return messagesOf(frameworkVersion, document, range);
}

test.each([
  ["3.39.0", "^3.38.0"],
  ["3.39.0", ">=2 <4"],
  ["4.0.0-beta.1", ">=4.0.0-beta.0"],
])("framework-version permits %s in %s", async (version, range) => {
  expect(await evaluate(version, range)).toEqual([]);
});

test.each([
  ["2.72.3", "^3.38.0", ""],
  ["4.0.0-beta.1", "^4.0.0", ""],
  ["latest", "*", " (it is not a semantic version, such as 3.39.0)"],
  ["", "*", " (it is not a semantic version, such as 3.39.0)"],
])("framework-version refuses %j in %s", async (version, range, hint) => {
  expect(await evaluate(version, range)).toEqual([
    `Serverless Framework version ${version} does not satisfy version requirement: ${range}${hint}`,
  ]);
});

test.each([["not a range"], [""], [" "], [3], [undefined], ["1".repeat(257)]])(
  "framework-version refuses the settings %j",
  (settings) => {
    expect(frameworkVersion.settings.safeParse(settings).success).toBe(false);
  },
);
