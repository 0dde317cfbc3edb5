import { expect, test } from "vitest";
import { processorTimes } from "./members.ts";
import { parseStat } from "./process-table.ts";

const row = (pid: number, parent: number, processorMs: number) => ({ pid, parent, processorMs });

test("a member has the time of all processes below it, but for those of another member", () => {
  const rows = [
    row(1, 0, 1_000),
    row(10, 1, 5),
    row(11, 10, 7),
    row(12, 11, 20),
    row(20, 10, 300),
    row(21, 20, 40),
  ];
  const members = [
    { name: "stack", pid: 10 },
    { name: "nats", pid: 20 },
  ];
  expect(processorTimes(members, rows)).toEqual({ stack: 32, nats: 340 });
});

test("a member that has ended has no time", () => {
  expect(processorTimes([{ name: "gone", pid: 5 }], [row(1, 0, 1)])).toEqual({ gone: 0 });
});

test("reads a process whose name holds brackets and spaces, with the time of its ended children", () => {
  const stat = "4711 (node (odd) name) S 12 0 0 0 -1 4194560 1 2 3 4 100 20 3 1 20 0 1 0 22 5 6";
  expect(parseStat(stat)).toEqual({ pid: 4711, parent: 12, processorMs: 1_240 });
});
