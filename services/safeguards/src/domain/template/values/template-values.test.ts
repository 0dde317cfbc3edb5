// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { expect, test } from "vitest";
import { readTemplateValues } from "./template-values.ts";

const parameters = {
  Table: { Type: "String", Default: "orders" },
  Size: { Type: "Number", Default: 3 },
  Tables: { Type: "CommaDelimitedList", Default: "orders, carts" },
  Ports: { Type: "List<Number>", Default: "80,443" },
  Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/orders/table" },
  Asked: { Type: "String" },
  Odd: { Type: "String", Default: { a: 1 } },
  Untyped: { Default: "a" },
  Nothing: null,
};
const mappings = {
  Stages: { prod: { table: "orders-prod", size: 9 }, dev: { table: "orders-dev" } },
  Other: { prod: { table: "orders-prod" } },
  Odd: "text",
};
const { fillIn } = readTemplateValues({ Parameters: parameters, Mappings: mappings });
const either = (first: unknown, second: unknown) => ({ "Fn::If": ["Fn::FindInMap", first, second] });

test.each([
  [{ Ref: "Table" }, "orders"],
  [{ Ref: "Size" }, "3"],
  [{ Ref: "Tables" }, ["orders", "carts"]],
  [{ Ref: "Ports" }, ["80", "443"]],
  [
    [{ Ref: "Size" }, 7, null],
    ["3", 7, null],
  ],
  [{ "Fn::Join": ["/", ["table", { Ref: "Table" }]] }, { "Fn::Join": ["/", ["table", "orders"]] }],
  [
    { "Fn::Sub": "${Table}-${Asked}-${!Size}" },
    { "Fn::Sub": ["${Table}-${Asked}-${!Size}", { Table: "orders" }] },
  ],
  [
    { "Fn::Sub": ["${Table}-${A}", { A: { Ref: "Size" }, Table: "mine" }] },
    { "Fn::Sub": ["${Table}-${A}", { A: "3", Table: "mine" }] },
  ],
  [{ "Fn::FindInMap": ["Stages", "prod", "table"] }, "orders-prod"],
  [{ "Fn::FindInMap": ["Stages", "prod", "size"] }, 9],
  [{ "Fn::FindInMap": ["Stages", { Ref: "AWS::Region" }, "table"] }, either("orders-prod", "orders-dev")],
  [{ "Fn::FindInMap": [{ Ref: "Asked" }, "prod", "table"] }, "orders-prod"],
  [{ "Fn::FindInMap": ["Stages", "test", "table", { DefaultValue: "orders-test" }] }, "orders-test"],
])("fillIn fills in %j", (value, filledIn) => {
  expect(fillIn(value)).toEqual(filledIn);
});

test.each([
  ["Table"],
  [{ Ref: "Stored" }],
  [{ Ref: "Asked" }],
  [{ Ref: "Odd" }],
  [{ Ref: "Untyped" }],
  [{ Ref: "Nothing" }],
  [{ Ref: "toString" }],
  [{ "Fn::Sub": 7 }],
  [{ "Fn::Sub": ["a", "b"] }],
  [{ "Fn::FindInMap": "Stages" }],
  [{ "Fn::FindInMap": ["Stages", "toString", "length"] }],
  [{ "Fn::FindInMap": ["Odd", "prod", "table"] }],
])("fillIn leaves %j as it is", (value) => {
  expect(JSON.stringify(fillIn(value))).toBe(JSON.stringify(value));
});

test.each([[{}], [{ Parameters: null, Mappings: [1] }], [{ Parameters: [1], Mappings: 7 }]])(
  "knows nothing of %j",
  (template) => {
    expect(readTemplateValues(template).fillIn({ Ref: "0" })).toEqual({ Ref: "0" });
  },
);

test("fillIn leaves an Fn::FindInMap as it is when it can find too many values", () => {
  const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`r${index}`, { table: index }]));
  const value = { "Fn::FindInMap": ["Many", { Ref: "AWS::Region" }, "table"] };
  expect(readTemplateValues({ Mappings: { Many: many } }).fillIn(value)).toEqual(value);
});

test("fillIn throws too-large when filling in defaults makes a value far larger than the template", () => {
  const values = readTemplateValues({ Parameters: { A: { Type: "String", Default: "a".repeat(4_096) } } });
  const once = { "Fn::Sub": "${A}".repeat(200) };
  values.fillIn(once);
  expect(() => values.fillIn(once)).toThrow("more than 1000000 characters. Refer to them less often.");
});
