// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables in this way
import { expect, test } from "vitest";
import { readParameterDefaults, withDefaults } from "./parameter-defaults.ts";

const defaults = readParameterDefaults({
  Parameters: {
    Table: { Type: "String", Default: "orders" },
    Size: { Type: "Number", Default: 3 },
    Tables: { Type: "CommaDelimitedList", Default: "orders, carts" },
    Ports: { Type: "List<Number>", Default: "80,443" },
    Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/orders/table" },
    Asked: { Type: "String" },
    Odd: { Type: "String", Default: { a: 1 } },
    Untyped: { Default: "a" },
    Nothing: null,
  },
});

test("reads what is known of a template's parameters", () => {
  expect([...defaults]).toEqual([
    ["Table", "orders"],
    ["Size", "3"],
    ["Tables", ["orders", "carts"]],
    ["Ports", ["80", "443"]],
  ]);
});

test.each([[{}], [{ Parameters: null }], [{ Parameters: [1] }]])("reads nothing of %j", (template) => {
  expect(readParameterDefaults(template).size).toBe(0);
});

test.each([
  [{ Ref: "Table" }, "orders"],
  [{ Ref: "Tables" }, ["orders", "carts"]],
  [{ Ref: "Asked" }, { Ref: "Asked" }],
  [
    [{ Ref: "Size" }, 7, null],
    ["3", 7, null],
  ],
  [{ "Fn::Join": ["/", ["table", { Ref: "Table" }]] }, { "Fn::Join": ["/", ["table", "orders"]] }],
  [
    { "Fn::Sub": ["${Table}-${A}", { A: { Ref: "Size" }, Ports: "1" }] },
    {
      "Fn::Sub": [
        "${Table}-${A}",
        { A: "3", Table: "orders", Size: "3", Tables: ["orders", "carts"], Ports: "1" },
      ],
    },
  ],
  [{ "Fn::Sub": 7 }, { "Fn::Sub": [7, Object.fromEntries(defaults)] }],
  [{ "Fn::Sub": ["a", "b"] }, { "Fn::Sub": ["a", "b"] }],
  ["Table", "Table"],
])("fills %j", (value, filled) => {
  expect(withDefaults(value, defaults)).toEqual(filled);
});
