// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { Problem } from "@stagepass/contracts";
import { expect, test } from "vitest";
import { parseTemplate } from "./parse-template.ts";
import { yamlToJson } from "./yaml/yaml-to-json.ts";

const root = ["input", "template"];
const resources = { Resources: { Topic: { Type: "AWS::SNS::Topic" } } };

type Template = Parameters<typeof parseTemplate>[0];

function read(template: Template): Promise<unknown> {
  return parseTemplate(template, root, async (text) => yamlToJson(text));
}

async function violations(template: string): Promise<string[]> {
  try {
    await read(template);
  } catch (error) {
    if (error instanceof Problem && error.code === "invalid") {
      return (error.facts.errors ?? []).map(({ path, message }) => `${path} ${message}`);
    }
    throw error;
  }
  return [];
}

for (const [form, text] of [
  ["JSON", JSON.stringify(resources)],
  ["JSON after blank lines", `\n\n ${JSON.stringify(resources)}`],
  ["YAML", "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"],
  ["YAML in flow style", "{ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } }"],
  ["YAML after a document marker", "---\nResources: { Topic: { Type: AWS::SNS::Topic } }\n"],
  ["YAML with its version", "%YAML 1.1\n---\nResources: { Topic: { Type: AWS::SNS::Topic } }\n...\n"],
  ["YAML with an alias", "x: &topic { Type: AWS::SNS::Topic }\nResources: { Topic: *topic }\n"],
  ["YAML with a merge", "x: &topic { Type: AWS::SNS::Topic }\nResources: { Topic: { <<: *topic } }\n"],
] as const) {
  test(`parseTemplate reads ${form}`, async () => {
    expect(await read(text)).toHaveProperty("Resources", resources.Resources);
  });
}

test("parseTemplate returns an object as it is", async () => {
  expect(await read(resources)).toBe(resources);
});

test.each([
  ["!Ref Topic", { Ref: "Topic" }],
  ["!Condition IsProd", { Condition: "IsProd" }],
  ["!GetAtt Table.Arn", { "Fn::GetAtt": ["Table", "Arn"] }],
  ["!GetAtt Nested.Outputs.Arn", { "Fn::GetAtt": ["Nested", "Outputs.Arn"] }],
  ["!GetAtt [Table, Arn]", { "Fn::GetAtt": ["Table", "Arn"] }],
  ["!Sub 'a-${B}'", { "Fn::Sub": "a-${B}" }],
  ["!Sub ['a-${B}', { B: !Ref C }]", { "Fn::Sub": ["a-${B}", { B: { Ref: "C" } }] }],
  ["!Join ['', [a, !Ref B]]", { "Fn::Join": ["", ["a", { Ref: "B" }]] }],
  ["!If [C, !Ref A, !Ref 'AWS::NoValue']", { "Fn::If": ["C", { Ref: "A" }, { Ref: "AWS::NoValue" }] }],
  ["!Equals [a, b]", { "Fn::Equals": ["a", "b"] }],
  ["!And [!Condition A, !Condition B]", { "Fn::And": [{ Condition: "A" }, { Condition: "B" }] }],
  ["!Or [!Not [a], b]", { "Fn::Or": [{ "Fn::Not": ["a"] }, "b"] }],
  ["!FindInMap [A, b, c]", { "Fn::FindInMap": ["A", "b", "c"] }],
  ["!Select [0, !GetAZs '']", { "Fn::Select": [0, { "Fn::GetAZs": "" }] }],
  ["!Split [',', a]", { "Fn::Split": [",", "a"] }],
  ["!ImportValue name", { "Fn::ImportValue": "name" }],
  ["!Base64 text", { "Fn::Base64": "text" }],
  ["!Cidr [a, 6, 5]", { "Fn::Cidr": ["a", 6, 5] }],
  ["!Transform { Name: 'AWS::Include' }", { "Fn::Transform": { Name: "AWS::Include" } }],
])("parseTemplate reads the short form %s", async (short, long) => {
  expect(await read(`value: ${short}`)).toEqual({ value: long });
});

test("parseTemplate reads dates and versions as text", async () => {
  expect(await read("AWSTemplateFormatVersion: 2010-09-09")).toEqual({
    AWSTemplateFormatVersion: "2010-09-09",
  });
});

const notATemplate = "must be a CloudFormation template: an object, or a string that holds JSON or YAML";
const tooManyAliases = "has aliases that cannot be resolved, or more than 100 of them; write them out";

test.each([
  ["nothing", "", `$.input.template ${notATemplate}`],
  ["a word", "hello", `$.input.template ${notATemplate}`],
  ["a list", "[]", `$.input.template ${notATemplate}`],
  [
    "broken JSON",
    '{ "a": "long enough for Node to name the position",\n "b": 1\n]',
    "$.input.template is not valid JSON: line 3, column 1: this cannot stand here; correct it",
  ],
  ["broken YAML", "a: [1\nb: 2", "$.input.template is not valid YAML: line 2, column 1: bad indent"],
  [
    "a key twice in JSON",
    '{"a":{"b":1,"b":2}}',
    "$.input.template.a.b this key stands twice in its object; remove one",
  ],
  [
    "a key twice in YAML",
    "a:\n  b: 1\n  b: 2",
    "$.input.template has a key that stands twice in its mapping; remove one (line 3)",
  ],
  [
    "__proto__ in JSON",
    '{"__proto__":{}}',
    "$.input.template.__proto__ the key __proto__ is not accepted; remove it",
  ],
  [
    "__proto__ in YAML",
    "a:\n  __proto__: {}",
    "$.input.template has the key __proto__, which is not accepted; remove it (line 2)",
  ],
  [
    "an unknown tag",
    "a: !Unknown b",
    "$.input.template is not valid YAML: line 1, column 4: tag resolve failed",
  ],
  [
    "a directive that changes tags",
    "%TAG ! tag:example.com,2000:\n---\na: b",
    "$.input.template has a directive other than %YAML; remove it (line 1)",
  ],
  [
    "a key that is no text",
    "a: 1\n? [b]\n: c",
    "$.input.template is not valid YAML: line 2, column 3: non string key",
  ],
  [
    "text after the end",
    "a: b\n...\n]",
    "$.input.template is not valid YAML: line 3, column 1: unexpected token",
  ],
  ["two documents", "a: b\n---\nc: d", "$.input.template must be one YAML document"],
  ["an unknown alias", "a: *b", `$.input.template ${tooManyAliases}`],
])("parseTemplate refuses %s and says where", async (_, text, says) => {
  expect(await violations(text)).toEqual([says]);
});

test("parseTemplate keeps the zeros that a key begins with", async () => {
  expect(await read("012345678901: {}")).toEqual({ "012345678901": {} });
});

const tooDeep = ["$.input.template is nested deeper than 100 levels; flatten it"];

test.each([
  ["flow lists", `- ${"[".repeat(100_000)}`],
  ["flow mappings in a list", `- [${"{a: ".repeat(100_000)}`],
  ["lists in one line", "- ".repeat(100_000)],
  ["indented mappings", Array.from({ length: 101 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ["an alias whose list is deep, in a deep list", `a: &a ${nested(60, "x")}\nb: ${nested(60, "*a")}`],
  ["a list inside of itself", "a: &a [*a]"],
])("parseTemplate refuses more than 100 levels: %s", async (_, text) => {
  expect(await violations(text)).toEqual(tooDeep);
});

test("parseTemplate permits YAML that is nested 100 levels deep", async () => {
  expect(await violations(`a: ${"[".repeat(99)}${"]".repeat(99)}`)).toEqual([]);
});

test("parseTemplate refuses JSON that is nested too deeply", async () => {
  for (const text of [`{"a":${"[".repeat(100_000)}`, "[".repeat(100_000)]) {
    expect(await violations(text)).toEqual([expect.stringContaining("is nested deeper than 100")]);
  }
});

test("parseTemplate refuses more than 100 aliases", async () => {
  const text = Array.from(
    { length: 101 },
    (_, index) => `a${index}: &a${index} x\nb${index}: *a${index}`,
  ).join("\n");
  expect(await violations(text)).toEqual([`$.input.template ${tooManyAliases}`]);
});

test("parseTemplate refuses aliases of aliases that multiply", async () => {
  const lines = Array.from(
    { length: 8 },
    (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`,
  );
  expect(await violations(["a0: &a0 [x]", ...lines].join("\n"))).toEqual([
    `$.input.template ${tooManyAliases}`,
  ]);
});

test("parseTemplate refuses more than 100 merges", async () => {
  const merges = `${"{ <<: ".repeat(90)}{ a: b }${" }".repeat(90)}`;
  expect(await violations(`a: ${merges}`)).toEqual([]);
  expect(await violations(`a: ${merges}\nb: ${merges}`)).toEqual([`$.input.template ${tooManyAliases}`]);
});

test("parseTemplate refuses a text that is all brackets and commas", async () => {
  expect(await violations(`a: [${"x,".repeat(500_000)}]`)).toEqual([
    "$.input.template is YAML of more than 350000 tokens; send it as JSON",
  ]);
});

test("parseTemplate refuses YAML that is larger than what CloudFormation takes", async () => {
  expect(await violations(`a: ${"x".repeat(1024 * 1024)}`)).toEqual([
    "$.input.template is YAML of more than 1048576 characters; send it as JSON, or as an object",
  ]);
});

test("parseTemplate never repeats the text in a violation", async () => {
  for (const text of [
    'a: "hunter22',
    "hunter22: [1\nb: 2",
    "a: *hunter22",
    "a: !hunter22 b",
    '{"a": hunter22]}',
  ]) {
    expect(await violations(text)).toHaveLength(1);
    expect((await violations(text)).join()).not.toContain("hunter22");
  }
});

function nested(depth: number, inner: string): string {
  return "[".repeat(depth) + inner + "]".repeat(depth);
}
