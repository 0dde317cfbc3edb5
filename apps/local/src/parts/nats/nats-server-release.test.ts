import { expect, test } from "vitest";
import { findSum } from "./nats-server-release.ts";

const digest = "A".repeat(64);

test("a file's digest is found by its whole name, in text and binary mode", () => {
  const sums = `${"b".repeat(64)}  server.tar.gz.sbom\n${digest}  server.tar.gz\n${"c".repeat(64)} *other.tar.gz\n`;
  expect(findSum(sums, "server.tar.gz")).toBe("a".repeat(64));
  expect(findSum(sums, "other.tar.gz")).toBe("c".repeat(64));
});

test("a file that is not listed, or has no whole digest, has none", () => {
  expect(findSum(`${digest}  server.tar.gz\n`, "server.zip")).toBeUndefined();
  expect(findSum("abc  server.tar.gz\n", "server.tar.gz")).toBeUndefined();
});
