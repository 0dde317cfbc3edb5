import { expect, test } from "vitest";
import { listed } from "./listed.ts";

test("a list says how many there are, and at most five names", () => {
  expect(listed(["dev"], "stage")).toBe("1 stage: dev.");
  expect(listed(["a", "b"], "provider limited to it")).toBe("2 providers limited to it: a and b.");
  expect(listed(["a", "b", "c", "d", "e", "f", "g"], "stage")).toBe("7 stages: a, b, c, d, e, and 2 more.");
});

test("a list that is empty says so in its own words, and one that is not read yet says nothing", () => {
  expect(listed([], "stage", "It has no stages.")).toBe("It has no stages.");
  expect(listed(undefined, "stage", "It has no stages.")).toBe("");
});
