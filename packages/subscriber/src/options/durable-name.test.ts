import { expect, test } from "vitest";
import { checkDurableName } from "./durable-name.ts";

test.each(["stage-map", "Stage_Map2", "a", "x".repeat(64)])("%s is a valid name of a durable", (name) => {
  expect(() => checkDurableName(name)).not.toThrow();
});

test.each([
  ["stage.map", 'it has "." in it'],
  ["stage map", "it has a space in it"],
  ["stage*", 'it has "*" in it'],
  [">", 'it has ">" in it'],
  ["größe", 'it has "ö" in it'],
  ["", "it is empty"],
  ["x".repeat(65), "it has 65 characters"],
])("%j is not a valid name of a durable, and the error says why and what is valid", (name, reason) => {
  expect(() => checkDurableName(name)).toThrow(`${reason}. Use 1 to 64 letters, digits, hyphens`);
});
