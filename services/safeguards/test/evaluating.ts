import type { Evaluation, Input, evaluate as Request } from "@stagepass/contracts";
import { makeTarget } from "../../../test/support/target.ts";
import { evaluate } from "../src/domain/evaluating/evaluate.ts";
import { portsAtNoon } from "./ports.ts";

export type Question = Input<typeof Request>;
export type Safeguard = Question["safeguards"][number];

export const target = makeTarget();

export const euOnly: Safeguard = {
  name: "EU only",
  safeguard: "allowed-regions",
  enforcementLevel: "error",
  settings: ["eu-central-1"],
};
export const usOnly: Safeguard = { ...euOnly, name: "US only", settings: ["us-east-1"] };
export const noSecrets: Safeguard = {
  name: "No secrets",
  safeguard: "no-secret-env-vars",
  enforcementLevel: "error",
};
export const hasRole: Safeguard = {
  name: "CFN role",
  safeguard: "require-cfn-role",
  enforcementLevel: "error",
};
export const version3: Safeguard = {
  name: "v3",
  safeguard: "framework-version",
  enforcementLevel: "error",
  settings: "^3",
};

export function asWarning(safeguard: Safeguard): Safeguard {
  return { ...safeguard, enforcementLevel: "warning" };
}

/** Evaluates a deploy at noon. */
export function evaluateDeploy(
  safeguards: Safeguard[],
  input: Omit<Question["input"], "target"> = {},
  purpose: Question["purpose"] = "deploy",
): Promise<Evaluation> {
  return evaluate({ safeguards, purpose, unsent: "blocks", input: { target, ...input } }, portsAtNoon);
}

/** The verdict, and what came of each safeguard. */
export function outcomes({ verdict, results }: Evaluation): unknown {
  return { verdict, outcomes: results.map(({ outcome }) => outcome) };
}
