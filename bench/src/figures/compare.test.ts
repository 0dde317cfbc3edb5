import { expect, test } from "vitest";
import { compareRuns } from "./compare.ts";
import { bare, type Cell, fanOut, type Round } from "./run.ts";
import { sampleRun } from "./sample-run.ts";

const cellOf = (scenario: string, rounds: Partial<Round>[], system = "apart") => ({
  ...{ system, scenario, connections: 10 },
  rounds,
});
const ratesOf = (scenario: string, rates: number[], system?: string) =>
  cellOf(
    scenario,
    rates.map((perSecond) => ({ perSecond })),
    system,
  );
const runOf = (fanOutRates: number[], rates: number[]) =>
  sampleRun([ratesOf(fanOut, fanOutRates, bare), ratesOf("full", rates)]);
const rateChange = (before: ReturnType<typeof runOf>, after: ReturnType<typeof runOf>) =>
  compareRuns(before, after)[0]?.changes[0];

test("a change beyond the spread of the rounds is better or worse", () => {
  const before = runOf([100, 100, 100], [9, 10, 11]);
  const faster = runOf([100, 100, 100], [19, 20, 21]);
  expect(rateChange(before, faster)).toMatchObject({ cell: "apart full @10", verdict: "better" });
  expect(rateChange(before, faster)?.change).toBeCloseTo(1);
  expect(rateChange(before, faster)?.noise).toBeCloseTo(0.15);
  expect(rateChange(faster, before)).toMatchObject({ verdict: "worse" });
});

test("a change that is not beyond the spread of the rounds is noise", () => {
  const before = runOf([100, 100, 100], [9, 10, 11]);
  expect(rateChange(before, runOf([100, 100, 100], [10, 11, 12]))).toMatchObject({
    verdict: "within the noise",
  });
});

test("a machine that is slower in all it does changes nothing", () => {
  const before = runOf([100, 100, 100], [10, 10, 10]);
  const onSlowerMachine = runOf([50, 50, 50], [5, 5, 5]);
  expect(rateChange(before, onSlowerMachine)).toMatchObject({ change: 0, verdict: "within the noise" });
});

test("one round tells no noise, so that nothing is said of a change", () => {
  expect(rateChange(runOf([100], [10]), runOf([100], [90]))).toMatchObject({
    noise: undefined,
    verdict: "unknown",
  });
});

test("less time on a processor is better", () => {
  const timesOf = (times: number[]): Cell[] =>
    sampleRun([
      cellOf(
        "full",
        times.map((ms) => ({ processorMs: { resolver: ms, profiles: 1 } })),
      ),
    ]).cells;
  const [, , times] = compareRuns(sampleRun(timesOf([9, 9, 9])), sampleRun(timesOf([4, 4, 4])));
  expect(times?.changes).toMatchObject([{ before: 10, after: 5, change: -0.5, verdict: "better" }]);
});

test("what only one of the runs measured is not compared", () => {
  const changes = compareRuns(runOf([100], [10]), sampleRun([ratesOf(fanOut, [100], bare)]));
  expect(changes.flatMap((each) => each.changes)).toEqual([]);
});
