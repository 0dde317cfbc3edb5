import { Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { processorMs } from "../../../../../../test/support/processor-time.ts";
import { parseYaml } from "./parse-yaml.ts";
import { shortForms } from "./short-forms.ts";

/** In milliseconds of the processor, which do not depend on what else the machine has to do. */
const longestTurn = 250;

/** The value or the refusal of a text, and the time of its longest turn. */
function read(text: string): { value?: unknown; refusal?: string; longest: number } {
  const turns = parseYaml(text, []);
  let longest = 0;
  for (;;) {
    let turn: ReturnType<typeof turns.next> | undefined;
    let refusal: string | undefined;
    const spentMs = processorMs(() => {
      try {
        turn = turns.next();
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        refusal = error.message;
      }
    });
    longest = Math.max(longest, spentMs);
    if (refusal !== undefined) return { refusal, longest };
    if (turn?.done === true) return { value: turn.value, longest };
  }
}

/** The longest turn, which was not so by chance: the collection of garbage falls on whoever comes first. */
function longestTurnOf(text: string, longest: number): number {
  if (longest < longestTurn) return longest;
  return Math.min(read(text).longest, read(text).longest, read(text).longest);
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join("");
}

const undivided =
  "has more than 5000 tokens or lines in one part that cannot be read in pieces; send it as JSON";
const tooMany = "is YAML of more than 350000 tokens; send it as JSON";

test.each([
  ["quotes", `Resources: {a: ${'"'.repeat(690_000)}`, `${undivided} (line 1)`],
  ["fewer quotes", `Resources: {a: ${'"'.repeat(250_000)}`, `${undivided} (line 1)`],
  ["strings without commas", "[".repeat(90) + '"" '.repeat(110_000), `${undivided} (line 1)`],
  ["anchors", `a: ${"&a ".repeat(170_000)}`, `${undivided} (line 1)`],
  ["anchors of the whole", "&a ".repeat(170_000), `${undivided} (line 1)`],
  ["bad escapes", `a: "${"\\x".repeat(500_000)}"`, `${undivided} (line 1)`],
  ["empty lines", `a: >\n${"\n".repeat(1_000_000)} b`, `${undivided} (line 1)`],
  ["words of many lines", "a\n".repeat(170_000), `${undivided} (line 1)`],
  ["tags", `a: ${"!a ".repeat(170_000)}`, `${undivided} (line 1)`],
  ["comments", `a:\n${" # a\n".repeat(80_000)} b: c`, `${undivided} (line 1)`],
  [
    "merges in merges",
    lines(90, (depth) => `${" ".repeat(depth)}<<:`) + lines(9_000, (n) => `${" ".repeat(90)}k${n}: 1`),
    `${undivided} (line 1)`,
  ],
  ["one large anchor", `a: 1\nb: &b\n${lines(9_000, (n) => ` k${n}: 1`)}`, `${undivided} (line 2)`],
  [
    "mistakes",
    `a: 1\n${'b: [""""""""""]\n'.repeat(20_000)}`,
    "is not valid YAML: line 2, column 7: missing char",
  ],
  [
    "a late mistake",
    `${lines(40_000, (n) => `k${n}: 1`)}a: @`,
    "is not valid YAML: line 40001, column 4: bad scalar start",
  ],
  [
    "a key that stands twice far away",
    `a: 1\n${lines(40_000, (n) => `k${n}: 1`)}a: 1`,
    "has a key that stands twice in its mapping; remove one (line 40002)",
  ],
  ["nested mappings in one line", "a: b: c\n".repeat(50_000), "is nested deeper than 100 levels; flatten it"],
  ["ends of documents", "...\n".repeat(160_000), "must be one YAML document"],
  ["commas", `a: [${"x,".repeat(520_000)}]`, tooMany],
])("refuses a large text of %s in short turns", (_, text, says) => {
  const { refusal, longest } = read(text);
  expect(refusal).toBe(`$: ${says}`);
  expect(longestTurnOf(text, longest)).toBeLessThan(longestTurn);
});

const lambda = (index: number) => `  F${index}:
    # Charges a card.
    Type: AWS::Lambda::Function
    Properties: { Role: !GetAtt Role.Arn, Handler: a.b }
    Metadata: *metadata`;

test.each([
  [
    "functions",
    `x: &metadata { a: [b] }\nResources:\n${lines(90, lambda)}\n${lines(5_500, (n) => lambda(n + 100).replace("*metadata", "|\n      text"))}`,
  ],
  ["keys", lines(45_000, (n) => `k${n}: 1`)],
  [
    "lists",
    `---\nList:\n${lines(20_000, (n) => `- item ${n}`)}Next:\n${lines(20_000, (n) => `- [a, ${n}]`)}`,
  ],
  ["lists in lists", lines(10, () => `-\n${lines(1_500, (n) => `  - - ${n}\n    - b: c`)}`)],
  [
    "nested mappings",
    lines(95, (depth) => `${" ".repeat(depth)}a:`) + lines(3_000, (n) => `${" ".repeat(95)}k${n}: [1]`),
  ],
  [
    "text",
    `a: ${"text ".repeat(60_000)}\nb: "${"\\u0041 ".repeat(4_000)}"\nc: >\n${"  text\n".repeat(4_000)}`,
  ],
  ["words of many lines", "a\n".repeat(4_000)],
  ["comments before it", `${"# a\n".repeat(100_000)}a: b`],
])("reads a large text of %s in short turns, and as the library reads it at once", (_, text) => {
  const { value, refusal, longest } = read(text);
  expect(refusal).toBeUndefined();
  expect(value).toEqual(
    parse(text, { schema: "core", customTags: shortForms, maxAliasCount: 100, uniqueKeys: false }),
  );
  expect(longestTurnOf(text, longest)).toBeLessThan(longestTurn);
});
