import { expect, test } from "vitest";
import { findSum } from "./nats-server-release.ts";

const digest = "A".repeat(64);

test("a file's digest in SHA256SUMS is found by its whole name, in text and binary mode", () => {
  const sums = `${"b".repeat(64)}  server.tar.gz.sbom\n${digest}  server.tar.gz\n${"c".repeat(64)} *other.tar.gz\n`;
  expect(findSum(sums, "server.tar.gz")).toBe("a".repeat(64));
  expect(findSum(sums, "other.tar.gz")).toBe("c".repeat(64));
});

test("no digest is found in SHA256SUMS for a file that is not listed or whose digest is incomplete", () => {
  expect(findSum(`${digest}  server.tar.gz\n`, "server.zip")).toBeUndefined();
  expect(findSum("abc  server.tar.gz\n", "server.tar.gz")).toBeUndefined();
});
