import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { precedence, ruleNumber } from "./precedence.ts";

const page = new URL("../../../../docs/precedence.md", import.meta.url);

test("the page about precedence has every rule as it is answered by explain, and no other", async () => {
  const rows = precedence.map(
    ({ number, decides, level, modes, says }) =>
      `| ${number} | ${decides} | ${level} | ${modes.join(", ")} | ${says} |`,
  );
  const written = (await readFile(page, "utf8")).split("\n").filter((line) => /^\| \d+ \|/.test(line));
  expect(written).toEqual(rows);
});

test("the rules are numbered without a gap, and no two say what a level decides about the same thing", () => {
  expect(precedence.map(({ number }) => number)).toEqual(precedence.map((_, index) => index + 1));
  expect(precedence.map(({ decides, level }) => ruleNumber(decides, level))).toEqual(
    precedence.map(({ number }) => number),
  );
});
