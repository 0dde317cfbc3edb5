import type { Evaluation } from "@stagepass/contracts";
import { expect, test } from "vitest";
import {
  euOnly,
  noSecrets,
  outcomes,
  type Question,
  type Safeguard,
  target,
  usOnly,
} from "../../../test/evaluating.ts";
import { portsAtNoon as ports } from "../../../test/ports.ts";
import { evaluate } from "./evaluate.ts";

const { region: _region, service: _service, ...unplaced } = target;

function judgeUnplaced(
  safeguards: Safeguard[],
  unsent: Question["unsent"] = "left-to-client",
): Promise<Evaluation> {
  return evaluate({ safeguards, purpose: "deploy", unsent, input: { target: unplaced } }, ports);
}

test("skips what judges the region of a deploy that does not say it, and leaves it to the client that judges", async () => {
  const { verdict, results } = await judgeUnplaced([usOnly]);
  expect(verdict).toBe("allowed-with-warnings");
  expect(results).toMatchObject([
    {
      outcome: "skipped",
      reason: "needs-region",
      messages: ["Send the region: this safeguard judges it."],
    },
  ]);
  expect(await judgeUnplaced([usOnly], "blocks")).toMatchObject({ verdict: "blocked" });
});

test("judges what it can of a deploy that leaves the rest to the client", async () => {
  const stages: Safeguard = { ...euOnly, safeguard: "allowed-stages", settings: ["dev"] };
  expect(outcomes(await judgeUnplaced([noSecrets, stages]))).toEqual({
    verdict: "blocked",
    outcomes: ["skipped", "failed"],
  });
});

test("judges a deploy that may be in scope, and excuses none that may not be exempt", async () => {
  const stages: Safeguard = { ...euOnly, safeguard: "allowed-stages", settings: ["dev"] };
  const inEurope = { regions: ["eu-*"] };
  const exempt = { what: inEurope, why: "Moving", who: "ada@example.com", until: "2027-01-01T00:00:00Z" };
  const judged = await judgeUnplaced([
    { ...stages, scope: inEurope },
    { ...stages, exemptions: [exempt] },
    { ...stages, scope: { stages: ["dev"] } },
  ]);
  expect(outcomes(judged)).toEqual({ verdict: "blocked", outcomes: ["failed", "failed", "skipped"] });
});

test("skips what judges a stage that is not resolved", async () => {
  const { stage: _, ...unresolved } = unplaced;
  const stages: Safeguard = { ...euOnly, safeguard: "allowed-stages", settings: ["dev"] };
  const question = { safeguards: [stages], purpose: "deploy", unsent: "left-to-client" } as const;
  const { results } = await evaluate(
    { ...question, safeguards: [stages], input: { target: unresolved } },
    ports,
  );
  expect(results).toMatchObject([{ outcome: "skipped", reason: "needs-stage" }]);
});
