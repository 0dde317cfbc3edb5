import { type evaluateSafeguards as contract, type Evaluation, invalidInput } from "@stagepass/contracts";
import type { z } from "zod";
import { evaluate } from "../evaluating/evaluate.ts";
import type { Ports } from "../evaluating/ports.ts";
import { checkSafeguards } from "./check-safeguards.ts";

type Body = z.output<Exclude<(typeof contract)["body"], undefined>>;

/**
 * Evaluates safeguards that somebody is trying out, as strictly as for a deploy. Throws `invalid` for safeguards that
 * could not be saved; a stored one would fail instead.
 */
export async function evaluateSafeguards({ safeguards, input }: Body, ports: Ports): Promise<Evaluation> {
  const violations = await checkSafeguards(safeguards, ports, ["safeguards"]);
  if (violations.length > 0) throw invalidInput(violations);
  return evaluate({ safeguards, purpose: "deploy", unsent: "blocks", input }, ports, ["input"]);
}
