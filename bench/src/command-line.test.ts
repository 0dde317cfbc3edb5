import { expect, test } from "vitest";
import { readCommandLine, UsageError } from "./command-line.ts";

test("without arguments it measures the resolve pipeline, and slow scenarios at one connection", () => {
  const line = readCommandLine([]);
  expect(line).toMatchObject({ bench: "resolve", connections: [1, 10, 50], seconds: 3, rounds: 3 });
  expect(line.atOneConnection).toEqual(["template-1mb"]);
});

test("scenarios that are named are measured at all connections that are named", () => {
  const line = readCommandLine(["--only", "empty,template-1mb", "--connections", "10,50"]);
  expect(line).toMatchObject({
    scenarios: ["empty", "template-1mb"],
    atOneConnection: [],
    connections: [10, 50],
  });
});

test("variables of the services keep what stands behind the first equals sign", () => {
  expect(readCommandLine(["--set", "NODE_OPTIONS=--a=1", "--set", "EMPTY="]).env).toEqual({
    NODE_OPTIONS: "--a=1",
    EMPTY: "",
  });
});

test("the large installation holds a hundred thousand stages and targets and a million deployments unless it is told otherwise", () => {
  expect(readCommandLine(["data"])).toMatchObject({
    stages: 100_000,
    targets: 100_000,
    deployments: 1_000_000,
  });
  const line = readCommandLine(["data", "full", "--stages", "5", "--targets", "6", "--deployments", "7"]);
  expect(line).toMatchObject({ operands: ["full"], stages: 5, targets: 6, deployments: 7 });
});

test.each([
  [["--only", "ful"], "not ful"],
  [["--systems", "apart,there"], "not there"],
  [["--connections", "1,,2"], "--connections"],
  [["--rounds", "0"], "--rounds"],
  [["--seconds", "soon"], "--seconds"],
  [["--set", "NAME"], "NAME=VALUE"],
  [["--unknown"], "--unknown"],
])("refuses %j and says why", (args, reason) => {
  expect(() => readCommandLine(args)).toThrow(UsageError);
  expect(() => readCommandLine(args)).toThrow(reason);
});
