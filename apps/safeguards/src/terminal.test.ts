import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { openTerminal } from "./terminal.ts";

function open(env: Readonly<Record<string, string>>, { isTTY }: { isTTY: boolean }) {
  const stdout = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  return openTerminal({ stdout } as never, env, "/"); // nothing is read or said
}

test("only a terminal gets colours and a line width", () => {
  expect(open({}, { isTTY: true })).toMatchObject({ colours: true, columns: 80 });
  expect(open({}, { isTTY: false })).toMatchObject({ colours: false, columns: undefined });
});

test.each([{ NO_COLOR: "1" }, { TERM: "dumb" }])("a terminal with %j gets no colours", (env) => {
  expect(open(env, { isTTY: true })).toMatchObject({ colours: false, columns: 80 });
});
