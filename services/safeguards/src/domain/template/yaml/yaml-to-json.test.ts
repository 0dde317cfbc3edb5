import { expect, test } from "vitest";
import { parse } from "yaml";
import { processorMs } from "../../../../../../test/support/processor-time.ts";
import { shortForms } from "./short-forms.ts";
import { yamlToJson } from "./yaml-to-json.ts";

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join("");
}

const notValid = "is not valid YAML: line";

test.each([
  [
    "an open quotation mark",
    `Resources: {a: ${'"'.repeat(3_001)}`,
    `${notValid} 1, column 18: unexpected token`,
  ],
  ["strings without commas", "[".repeat(90) + '"" '.repeat(1_000), `${notValid} 1, column 94: missing char`],
  ["many anchors of one value", `a: ${"&a ".repeat(1_000)}`, `${notValid} 1, column 7: multiple anchors`],
  ["many anchors of the whole", "&a ".repeat(1_000), `${notValid} 1, column 4: multiple anchors`],
  ["many tags of one value", `a: ${"!a ".repeat(1_000)}`, `${notValid} 1, column 7: multiple tags`],
  ["escapes that do not exist", `a: "${"\\x".repeat(1_000)}"`, `${notValid} 1, column 5: bad dq escape`],
  ["many broken lines", `a: 1\n${'b: [""""""""""]\n'.repeat(500)}`, `${notValid} 2, column 7: missing char`],
  [
    "one broken line at its end",
    `${lines(5_000, (n) => `k${n}: 1`)}a: @`,
    `${notValid} 5001, column 4: bad scalar start`,
  ],
  ["a YAML 1.1 set", "a: !!set { b }", `${notValid} 1, column 4: tag resolve failed`],
  ["YAML 1.1 bytes", "a: !!binary aGVsbG8=", `${notValid} 1, column 4: tag resolve failed`],
  [
    "mappings in mappings in one line",
    "a: b: c\n".repeat(2_000),
    "is nested deeper than 100 levels; flatten it",
  ],
  ["many ends of documents", "...\n".repeat(1_000), "must be one YAML document"],
  [
    "a key that stands twice, far apart",
    `a: 1\n${lines(5_000, (n) => `k${n}: 1`)}a: 1`,
    "has a key that stands twice in its mapping; remove one (line 5002)",
  ],
])("yamlToJson refuses a text with %s, and says where", (_, text, refused) => {
  expect(yamlToJson(text)).toEqual({ refused });
});

test.each([
  ["an alias of a long text", `x: &x "${"x".repeat(100_000)}"\n${lines(80, (n) => `k${n}: *x`)}`],
  [
    "merges of a large mapping",
    `x: &x\n${lines(1_000, (n) => `  ${"k".repeat(80)}${n}: 1`)}${lines(99, (n) => `y${n}: { <<: *x }`)}`,
  ],
])("yamlToJson refuses a text that %s makes many times larger", (_, text) => {
  expect(yamlToJson(text)).toEqual({
    refused:
      "becomes JSON of more than 6291456 characters, in which aliases and merges are written out; use fewer of them",
  });
});

const lambda = (index: number) => `  F${index}:
    # Charges a card.
    Type: AWS::Lambda::Function
    Properties: { Role: !GetAtt Role.Arn, Handler: a.b }
    Metadata: ${index < 90 ? "*metadata" : "|\n      text"}`;

test.each([
  ["functions", `x: &metadata { a: [b] }\nResources:\n${lines(200, lambda)}`],
  ["lists", `---\nList:\n${lines(500, (n) => `- item ${n}`)}Next:\n${lines(500, (n) => `- [a, ${n}]`)}`],
  ["lists in lists", lines(10, () => `-\n${lines(50, (n) => `  - - ${n}\n    - b: c`)}`)],
  [
    "merges in merges",
    lines(90, (depth) => `${" ".repeat(depth)}<<:`) + lines(50, (n) => `${" ".repeat(90)}k${n}: 1`),
  ],
  ["escapes and folded text", `b: "${"\\u0041 ".repeat(400)}"\nc: >\n${"  text\n".repeat(400)}`],
  ["one word to a line", "a\n".repeat(4_000)],
  ["comments before its value", `${"# a\n".repeat(1_000)}a: b`],
])("yamlToJson reads a text of %s as the library's own parse does", (_, text) => {
  const options = { schema: "core", merge: true, customTags: shortForms, uniqueKeys: false } as const;
  expect(yamlToJson(text)).toEqual({ json: JSON.stringify(parse(text, options)) });
});

test("yamlToJson takes time that grows with the number of keys in a mapping, and not with its square", () => {
  const spentMs = processorMs(() => yamlToJson(lines(25_000, (n) => `k${n}: 1`)));
  // Comparing every key with every other one takes fifteen seconds.
  expect(spentMs).toBeLessThan(5_000);
});
