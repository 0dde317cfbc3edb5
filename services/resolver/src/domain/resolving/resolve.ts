import type { Principal, Resolution, ResolveInput } from "@stagepass/contracts";
import type { Ports } from "./ports.ts";
import { resolveTarget } from "./resolve-target.ts";

/** Answers a resolve call, whose caller knows the whole target and sends what its safeguards judge. */
export async function resolve(ports: Ports, principal: Principal, input: ResolveInput): Promise<Resolution> {
  const { org, app, stage, service, region, purpose, ...documents } = input;
  const target = { org, app, stage, service, region };
  const resolved = await resolveTarget(ports, principal, {
    target,
    judged: target,
    plan: await ports.plan({ target }),
    purpose,
    unsent: "blocks",
    ...documents,
  });
  const { deploymentId, plan, safeguards } = resolved;
  const answer = { deploymentId, profile: plan.profile, safeguards };
  if (resolved.verdict === "blocked") return { ...answer, verdict: resolved.verdict };
  const { verdict, parameters, credentials } = resolved;
  return { ...answer, verdict, parameters, credentials: credentials && { ...credentials, region } };
}
