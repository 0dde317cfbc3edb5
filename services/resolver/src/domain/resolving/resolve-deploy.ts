import type { Output, planFor, Resolution, ResolveInput } from "@stagepass/contracts";
import type { CallPorts } from "./ports.ts";
import { resolveByPlan } from "./resolve-by-plan.ts";
import { resolveTarget } from "./resolve-target.ts";

/** Answers a resolve call, whose caller knows the whole target and sends what its safeguards evaluate. */
export async function resolveDeploy(
  ports: CallPorts,
  keyDigest: string,
  input: ResolveInput,
): Promise<Resolution> {
  const { org, app, stage, service, region, purpose, ...documents } = input;
  const target = { org, app, stage, service, region };
  const resolve = async ({ keyId, plan }: Output<typeof planFor>): Promise<Resolution> => {
    const resolved = await resolveTarget(ports, {
      keyId,
      target,
      evaluatedTarget: target,
      plan,
      purpose,
      unsent: "blocks",
      ...documents,
    });
    const { deploymentId, safeguards } = resolved;
    const answer = { deploymentId, profile: plan.profile, provider: plan.provider, safeguards };
    if (resolved.verdict === "blocked") return { ...answer, verdict: resolved.verdict };
    const { verdict, parameters, credentials } = resolved;
    return { ...answer, verdict, parameters, credentials: credentials && { ...credentials, region } };
  };
  // A deploy's purpose is left out: the release before does not know the field.
  const asked = purpose === "deploy" ? target : { ...target, purpose };
  return resolveByPlan(() => ports.planFor({ keyDigest, ...asked }), resolve);
}
