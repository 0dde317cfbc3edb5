import {
  assertMayTarget,
  assertOwnOrg,
  assertProfileCovered,
  type ClientDenial,
  type ClientResolution,
  type Input,
  type KnownTarget,
  type Plan,
  type Principal,
  type Purpose,
  type resolveForClient as Request,
} from "@stagepass/contracts";
import type { z } from "zod";
import type { ClientPorts } from "./ports.ts";
import { resolveByPlan } from "./resolve-by-plan.ts";
import { resolveTarget } from "./resolve-target.ts";

type Asked = Omit<Input<typeof Request>, "keyDigest">;

/**
 * Answers for a client that is older than the API, by the same rules as a resolve call. What its profile says about such
 * clients decides what they get: everything that a deploy gets, read-only credentials, or nothing.
 */
export async function resolveForClient(
  ports: ClientPorts,
  caller: Principal,
  { isStageResolved, unsent, wanted, ...target }: Asked,
): Promise<ClientResolution> {
  assertOwnOrg(caller, target.org);
  assertMayTarget(caller, target, isStageResolved ? undefined : unresolvedAdvice);
  return resolveByPlan(
    async () => ({ plan: await ports.plan({ target }) }),
    ({ plan }) => resolvePlanned(ports, caller, { isStageResolved, unsent, wanted, target, plan }),
  );
}

interface PlannedCall extends Pick<Asked, "isStageResolved" | "unsent" | "wanted"> {
  readonly target: KnownTarget;
  readonly plan: Plan;
}

async function resolvePlanned(
  ports: ClientPorts,
  caller: Principal,
  { isStageResolved, unsent, wanted, target, plan }: PlannedCall,
): Promise<ClientResolution> {
  const { profile } = plan;
  assertProfileCovered(caller, profile?.name);
  const purpose = purposeOf[plan.clients.legacy];
  const reason = denialOf(plan, purpose, unsent);
  if (purpose === undefined || reason !== undefined) {
    const hasKeys = plan.origins !== undefined && plan.origins.staticKeys !== null;
    const hasAccessRole = plan.accessRole !== null || hasKeys;
    return { verdict: "refused", reason: reason ?? "clients-denied", profile, hasAccessRole };
  }
  const { stage, ...withoutStage } = target;
  const resolved = await resolveTarget(ports, {
    keyId: caller.keyId,
    target,
    evaluatedTarget: isStageResolved ? target : withoutStage,
    plan,
    purpose,
    unsent: unsent === "refused" ? "left-to-client" : unsent,
    wanted,
  });
  const { deploymentId, safeguards: results } = resolved;
  if (resolved.verdict === "blocked") {
    const { verdict: blocked, blockedBy } = resolved;
    return { verdict: blocked, deploymentId, profile, results, blockedBy };
  }
  const { verdict, parameters, credentials } = resolved;
  return {
    verdict,
    ...{ deploymentId, profile, provider: plan.provider, results },
    ...{ safeguards: plan.safeguards, parameters, credentials },
  };
}

const unresolvedAdvice = "The stage was sent before its variables were resolved: pass it with --stage.";

/** The purpose of the credentials of existing clients, by the setting of the profile. */
const purposeOf: Readonly<Record<Plan["clients"]["legacy"], z.infer<typeof Purpose> | undefined>> = {
  allow: "deploy",
  "plan-only": "plan",
  deny: undefined,
};

function denialOf(
  { safeguards, unnamedInstance }: Plan,
  purpose: z.infer<typeof Purpose> | undefined,
  unsent: Asked["unsent"],
): ClientDenial | undefined {
  if (purpose === undefined) return "clients-denied";
  if (unnamedInstance && unsent === "refused") return "instance-unnamed";
  if (purpose === "plan" || unsent !== "refused") return undefined;
  return safeguards.some(({ enforcementLevel }) => enforcementLevel === "error")
    ? "safeguards-unevaluated"
    : undefined;
}
