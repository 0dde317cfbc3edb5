import { expect, test } from "vitest";
import { pickJsonKey } from "./pick-json-key.ts";

const text = (value: string) => ({ outcome: "text", text: value });
const refused = (refusal: string) => ({ outcome: "refused", refusal });

test.each([
  ['{"url":"postgres://db"}', "postgres://db"],
  ['{"url":""}', ""],
  ['{"url":5432}', "5432"],
  ['{"url":1.5}', "1.5"],
  ['{"url":true}', "true"],
  ['{"url":null}', "null"],
  ['{"url":{"host":"db","port":5432}}', '{"host":"db","port":5432}'],
  ['{"url":[1,"a"]}', '[1,"a"]'],
])("reads the key of %s", (document, value) => {
  expect(pickJsonKey(document, "url")).toEqual(text(value));
});

test.each([
  ["postgres://db", "not-json"],
  ["", "not-json"],
  ['"postgres://db"', "not-an-object"],
  ["null", "not-an-object"],
  ['["url"]', "not-an-object"],
  ["{}", "no-such-json-key"],
  ['{"URL":"postgres://db"}', "no-such-json-key"],
  ['{"url":12345678901234567890}', "inexact-number"],
  ['{"url":1e999}', "inexact-number"],
])("refuses %s, which has no such text at the key", (document, refusal) => {
  expect(pickJsonKey(document, "url")).toEqual(refused(refusal));
});

test.each(["constructor", "__proto__", "toString"])("does not find %s in every object", (key) => {
  expect(pickJsonKey("{}", key)).toEqual(refused("no-such-json-key"));
});

test.each([
  ["nests too deeply", `{"url":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
  ["repeats a key", '{"url":"one","url":"other"}'],
  ["names a prototype", '{"__proto__":{"url":"inherited"}}'],
])("refuses a document that %s", (_, document) => {
  expect(pickJsonKey(document, "url")).toEqual(refused("not-json"));
});
