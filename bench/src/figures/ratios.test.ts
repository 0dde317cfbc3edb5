import { expect, test } from "vitest";
import { perSecond, processorMs, processorMsByProcess, ratiosOf } from "./ratios.ts";
import { bare, type Cell, fanOut } from "./run.ts";
import { sampleRun } from "./sample-run.ts";

const cell = (run: ReturnType<typeof sampleRun>, index: number): Cell => {
  const found = run.cells[index];
  if (found === undefined) throw new Error(`There is no cell ${index}.`);
  return found;
};

test("a ratio is made of two figures of the same round, at as many connections", () => {
  const run = sampleRun([
    { system: bare, scenario: fanOut, connections: 1, rounds: [{ perSecond: 7 }, { perSecond: 7 }] },
    { system: bare, scenario: fanOut, connections: 10, rounds: [{ perSecond: 100 }, { perSecond: 50 }] },
    { system: "apart", scenario: "full", connections: 10, rounds: [{ perSecond: 40 }, { perSecond: 30 }] },
  ]);
  expect(ratiosOf(run, cell(run, 2), fanOut, perSecond)).toEqual([0.4, 0.6]);
});

test("without a baseline at as many connections there is no ratio", () => {
  const run = sampleRun([
    { system: bare, scenario: fanOut, connections: 1, rounds: [{}] },
    { system: "apart", scenario: "full", connections: 10, rounds: [{}] },
  ]);
  expect(ratiosOf(run, cell(run, 1), fanOut, perSecond)).toEqual([]);
});

test("a request's time on a processor is that of all processes, and each has a median of its own", () => {
  const rounds = [
    { a: 1, b: 10 },
    { a: 3, b: 20 },
    { a: 2, b: 90 },
  ].map((times) => ({ processorMs: times }));
  const run = sampleRun([{ system: "apart", scenario: "full", connections: 1, rounds }]);
  expect(cell(run, 0).rounds.map(processorMs)).toEqual([11, 23, 92]);
  expect(processorMsByProcess(cell(run, 0))).toEqual({ a: 2, b: 20 });
});
