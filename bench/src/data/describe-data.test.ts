import { expect, test } from "vitest";
import { sampleRun } from "../figures/sample-run.ts";
import { describeData } from "./describe-data.ts";

const cell = (system: string, ...p50s: number[]) => ({
  ...{ system, scenario: "20+5", connections: 10, rounds: p50s.map((p50Ms) => ({ p50Ms })) },
});

test("the ratio is the median of the rounds' own, so that a busy round does not decide", () => {
  const text = describeData({
    scenario: "20+5",
    small: { stages: 10, targets: 10, deployments: 10 },
    large: { stages: 100_000, targets: 100_000, deployments: 1_000_000 },
    cells: sampleRun([cell("small", 10, 40, 10), cell("large", 11, 44, 30)]).cells,
  });
  expect(text.split("\n")).toEqual([
    "20+5 with 10 stages, 10 services and instances, and 10 deployments, and with 100000 stages, 100000 services and instances, and 1000000 deployments",
    "",
    "connections  p50 ms  p50 ms  ratio",
    "10            10.00   30.00   1.10",
    "",
  ]);
});
