import { expect, test } from "vitest";
import { z } from "zod";
import { parseRows } from "./parse-rows.ts";

const Row = z.object({ name: z.string(), settings: z.object({ level: z.enum(["low", "high"]) }) });
const statement = "select name, settings\n from things";

test("parsed rows have no columns that their schema does not have", () => {
  const rows = [{ name: "a", settings: { level: "low" }, sealed: "x" }];
  expect(parseRows(Row, rows, statement)).toEqual([{ name: "a", settings: { level: "low" } }]);
});

test("the error of a row that does not fit names its statement and repeats no value", () => {
  const rows = [{ name: "a", settings: { level: "hunter2" } }];
  const failure = catchError(() => parseRows(Row, rows, statement));
  expect(failure.message).toContain("select name, settings");
  expect(`${failure.message} ${String(failure.cause)}`).not.toContain("hunter2");
});

function catchError(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("Nothing was thrown.");
}
