import { expect, test } from "vitest";
import { parseForm } from "./form.ts";

test("a form's plain parameters are decoded", () => {
  const form = parseForm("Action=AssumeRole&RoleSessionName=a%2Bb%20c");
  expect(form.text("RoleSessionName")).toBe("a+b c");
  expect(form.text("ExternalId")).toBeUndefined();
});

test("the members of a form's list are ordered by their numbers, not by their position", () => {
  const form = parseForm(
    "TransitiveTagKeys.member.10=j&TransitiveTagKeys.member.2=b&TransitiveTagKeys.member.1=a",
  );
  expect(form.texts("TransitiveTagKeys")).toEqual(["a", "b", "j"]);
});

test("the fields of a form's structure are gathered from all its parameters", () => {
  const form = parseForm(
    "Tags.member.2.Key=k2&Tags.member.1.Key=k1&Tags.member.1.Value=&Tags.member.2.Value=v2",
  );
  expect(form.structures("Tags").map((member) => Object.fromEntries(member))).toEqual([
    { Key: "k1", Value: "" },
    { Key: "k2", Value: "v2" },
  ]);
});

test.each([
  "",
  "=&=&&",
  "%zz=%",
  "Tags.member.x.Key=a&Tags.member.=b&Tags.member.99999999999.Key=c",
  "Tags=",
])("the form %j has no list", (body) => {
  expect(parseForm(body).structures("Tags")).toEqual([]);
});
