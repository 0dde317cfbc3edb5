import { expect, test } from "vitest";
import { startTimeField } from "./process-table.ts";
import { isEvidence, parsePid } from "./server-process.ts";

test("the pid is the number in the first line of a pid file, whatever follows", () => {
  expect(parsePid("4711\n/data/cluster\n1795209333\n")).toBe(4711);
  expect(parsePid("4711")).toBe(4711);
});

test.each(["", "\n", "-12\n", "0\n", "12x\n", "pid 12\n", "99999999999\n"])(
  "a pid file that contains %j names no process",
  (text) => {
    expect(parsePid(text)).toBeUndefined();
  },
);

const evidence = "postgres -D /data/cluster";

test("a server's command line is recognised by the words that name its folder", () => {
  expect(isEvidence("/opt/bin/postgres -D /data/cluster -c port=5432", evidence)).toBe(true);
  expect(isEvidence("/opt/bin/postgres -D /data/cluster", evidence)).toBe(true);
});

test.each([
  ["another program", "tail -f /data/cluster"],
  ["a folder whose name only begins alike", "postgres -D /data/cluster2"],
  ["a worker of the same server", "postgres: checkpointer"],
  ["a process that is gone", undefined],
])("the command line of %s is not recognised as the server's", (_, commandLine) => {
  expect(isEvidence(commandLine, evidence)).toBe(false);
});

const fields = "1 100 100 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 987654 1000";

test("the start time in /proc/pid/stat is found after a name with spaces and brackets", () => {
  expect(startTimeField(`42 (a) (b c) S ${fields}`)).toBe("987654");
});

test("a zombie, which no longer runs, has no start time", () => {
  expect(startTimeField(`42 (node) Z ${fields}`)).toBeUndefined();
});
