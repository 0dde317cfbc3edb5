import { Problem } from "../problems/problem.ts";
import type { Purpose } from "../values/deploy-target.ts";
import type { Plan } from "./profiles.ts";

/** Throws `plan-needs-role` for the purpose `plan` with static keys, which can do at a plan what they can at a deploy. */
export function assertPurpose({ provider, origins }: Plan, purpose: Purpose): void {
  if (purpose !== "plan" || provider === null || origins === undefined || origins.staticKeys === null) return;
  throw new Problem(
    "plan-needs-role",
    `The provider ${provider.name} holds static keys, which cannot be limited to reading. Give it an access role.`,
  );
}
