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

const { region: _region, service: _service, ...partialTarget } = target;

function evaluatePartial(
  safeguards: Safeguard[],
  unsent: Question["unsent"] = "left-to-client",
): Promise<Evaluation> {
  return evaluate({ safeguards, purpose: "deploy", unsent, input: { target: partialTarget } }, ports);
}

test("the evaluation skips a safeguard that needs the region when the target has none, and leaves it to the client", async () => {
  const { verdict, results } = await evaluatePartial([usOnly]);
  expect(verdict).toBe("allowed-with-warnings");
  expect(results).toMatchObject([
    {
      outcome: "skipped",
      reason: "needs-region",
      messages: ["Send the region: this safeguard judges it."],
    },
  ]);
  expect(await evaluatePartial([usOnly], "blocks")).toMatchObject({ verdict: "blocked" });
});

test("the evaluation covers the safeguards whose input was sent, and leaves the others to the client", async () => {
  const stages: Safeguard = { ...euOnly, safeguard: "allowed-stages", settings: ["dev"] };
  expect(outcomes(await evaluatePartial([noSecrets, stages]))).toEqual({
    verdict: "blocked",
    outcomes: ["skipped", "failed"],
  });
});

test("the evaluation covers a safeguard whose scope may include the deploy, and applies no exemption that may not", async () => {
  const stages: Safeguard = { ...euOnly, safeguard: "allowed-stages", settings: ["dev"] };
  const inEurope = { regions: ["eu-*"] };
  const exempt = { what: inEurope, why: "Moving", who: "ada@example.com", until: "2027-01-01T00:00:00Z" };
  const evaluated = await evaluatePartial([
    { ...stages, scope: inEurope },
    { ...stages, exemptions: [exempt] },
    { ...stages, scope: { stages: ["dev"] } },
  ]);
  expect(outcomes(evaluated)).toEqual({ verdict: "blocked", outcomes: ["failed", "failed", "skipped"] });
});

test("the evaluation skips a safeguard that needs the stage when the target has none", async () => {
  const { stage: _, ...unresolved } = partialTarget;
  const stages: Safeguard = { ...euOnly, safeguard: "allowed-stages", settings: ["dev"] };
  const question = { safeguards: [stages], purpose: "deploy", unsent: "left-to-client" } as const;
  const { results } = await evaluate(
    { ...question, safeguards: [stages], input: { target: unresolved } },
    ports,
  );
  expect(results).toMatchObject([{ outcome: "skipped", reason: "needs-stage" }]);
});
