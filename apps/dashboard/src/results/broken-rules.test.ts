import { expect, test } from "vitest";
import { brokenRules } from "./broken-rules.ts";

const path = "$.Resources.Receipts.Properties.Role";

test("a message that has a place beside it does not repeat it, and one without is left as it is", () => {
  const places = [{ document: "template" as const, path, resource: "Receipts" }, null];
  const messages = [`Too wide. (in the template at ${path})`, "The exemption by ada@example.com ended."];
  expect(brokenRules({ messages, places }).map(({ message }) => message)).toEqual([
    "Too wide.",
    "The exemption by ada@example.com ended.",
  ]);
});

test.each([
  ["template", "Receipts", path, "Properties.Role"],
  ["template", "Receipts", "$.Resources.Receipts", ""],
  ["template", "Receipts", "$.Resources.ReceiptsToo.Properties", "Resources.ReceiptsToo.Properties"],
  ["template", "a-b", '$.Resources["a-b"].Properties', "Properties"],
  ["declaration", "Receipts", "$.functions.order.events[0]", "functions.order.events[0]"],
  ["declaration", undefined, "$.provider", "provider"],
] as const)("in the %s, the path below %s is shown: %s", (document, resource, whole, below) => {
  const place = { document, path: whole, ...(resource === undefined ? {} : { resource }) };
  const [rule] = brokenRules({ messages: ["m"], places: [place] });
  expect(rule?.place).toEqual({ document, resource, below, path: whole });
});

test("a result on record from before there were places shows its messages alone", () => {
  expect(brokenRules({ messages: ["m"] })).toEqual([{ message: "m", place: null }]);
});
