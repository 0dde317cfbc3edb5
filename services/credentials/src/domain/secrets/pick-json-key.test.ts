import { expect, test } from "vitest";
import { pickJsonKey } from "./pick-json-key.ts";

const text = (value: string) => ({ outcome: "text", text: value });
const unreadable = (reason: string) => ({ outcome: "unreadable", reason });

test.each([
  ['{"url":"postgres://db"}', "postgres://db"],
  ['{"url":""}', ""],
  ['{"url":5432}', "5432"],
  ['{"url":1.5}', "1.5"],
  ['{"url":true}', "true"],
  ['{"url":null}', "null"],
  ['{"url":{"host":"db","port":5432}}', '{"host":"db","port":5432}'],
  ['{"url":[1,"a"]}', '[1,"a"]'],
])("pickJsonKey reads the value of %s", (document, value) => {
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
])("pickJsonKey says why %s has no value at the key: %s", (document, reason) => {
  expect(pickJsonKey(document, "url")).toEqual(unreadable(reason));
});

test.each(["constructor", "__proto__", "toString"])(
  "pickJsonKey does not find the inherited property %s",
  (key) => {
    expect(pickJsonKey("{}", key)).toEqual(unreadable("no-such-json-key"));
  },
);

test.each([
  ["nests too deeply", `{"url":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
  ["repeats a key", '{"url":"one","url":"other"}'],
  ["names a prototype", '{"__proto__":{"url":"inherited"}}'],
])("pickJsonKey does not read a document that %s", (_, document) => {
  expect(pickJsonKey(document, "url")).toEqual(unreadable("not-json"));
});
