import { expect, test } from "vitest";
import { planRound, type Target } from "./cells.ts";

const target = (scenario: string, maxConnections = 100): Target => ({
  ...{ system: "apart", scenario, maxConnections },
  ...{ shot: { url: "http://127.0.0.1", body: "", expects: "" }, members: [] },
});
const namesOf = (round: number, targets: Target[]) =>
  planRound(targets, [1, 10], round).map(({ scenario, connections }) => `${scenario}@${connections}`);

test("with each round another target is the first, and all at as many connections follow each other", () => {
  const targets = [target("a"), target("b"), target("c")];
  expect(namesOf(0, targets)).toEqual(["a@1", "b@1", "c@1", "a@10", "b@10", "c@10"]);
  expect(namesOf(1, targets)).toEqual(["b@1", "c@1", "a@1", "b@10", "c@10", "a@10"]);
  expect(namesOf(3, targets)).toEqual(namesOf(0, targets));
});

test("a target is not measured at more connections than it can take", () => {
  expect(namesOf(0, [target("a"), target("slow", 1)])).toEqual(["a@1", "slow@1", "a@10"]);
});
