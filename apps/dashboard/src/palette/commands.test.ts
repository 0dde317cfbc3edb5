import { expect, test } from "vitest";
import { type Command, fitting, readSearch } from "./commands.ts";

const commands = ["Access keys", "Add a profile", "Profiles"].map(
  (label): Command => ({ id: label, label, run: () => {} }),
);
const labels = (text: string) => fitting(commands, text).map(({ label }) => label);

test("a command fits when its label has every word, in any order and case", () => {
  expect(labels("profile ADD")).toEqual(["Add a profile"]);
  expect(labels("nothing")).toEqual([]);
  expect(labels("")).toEqual(["Access keys", "Add a profile", "Profiles"]);
});

test("a label that begins with the text comes first", () => {
  expect(labels("profile")).toEqual(["Profiles", "Add a profile"]);
});

test("services are those of the application before the slash, else of the one on the page", () => {
  expect(readSearch("check", "shop")).toEqual({ name: "check", app: "shop", service: "check" });
  expect(readSearch("check", undefined)).toEqual({ name: "check", app: undefined, service: "check" });
  expect(readSearch("shop/check", "other")).toEqual({ name: "", app: "shop", service: "check" });
  expect(readSearch("/check", "shop")).toEqual({ name: "", app: "shop", service: "check" });
});
