import { expect, test } from "vitest";
import { isAtLeast, parseVersion } from "./nats-server-version.ts";

test("a version is read from what the binary prints", () => {
  expect(parseVersion("nats-server: v2.10.27\n")).toBe("2.10.27");
  expect(parseVersion("nats-server: v2.12.0-RC.1\n")).toBe("2.12.0");
});

test("another program's version is none", () => {
  expect(parseVersion("gnatsd version 2.10.27")).toBeUndefined();
});

test.each([
  ["2.10.23", true],
  ["2.10.100", true],
  ["2.11.0", true],
  ["3.0.0", true],
  ["2.10.22", false],
  ["2.9.10", false],
  ["1.99.99", false],
])("%s is compared with 2.10.23 by number: %s", (version, expected) => {
  expect(isAtLeast(version, "2.10.23")).toBe(expected);
});
