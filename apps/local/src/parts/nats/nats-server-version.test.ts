import { expect, test } from "vitest";
import { isAtLeast, parseVersion } from "./nats-server-version.ts";

test("the version of nats-server is read from its output", () => {
  expect(parseVersion("nats-server: v2.10.27\n")).toBe("2.10.27");
  expect(parseVersion("nats-server: v2.12.0-RC.1\n")).toBe("2.12.0");
});

test("no version of nats-server is read from another program's output", () => {
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
])("version %s is at least 2.10.23, compared by number: %s", (version, expected) => {
  expect(isAtLeast(version, "2.10.23")).toBe(expected);
});
